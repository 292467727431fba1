"""The preview: an archive as its readers will see it, brought up to date whenever a file is saved.

One thread builds (``desk``), told by ``watching`` which files changed; another serves the site (``pages``) and tells
open pages what is new (``news``). Nothing of the preview is ever in the site: what a page needs for it is added on its
way out.
"""
