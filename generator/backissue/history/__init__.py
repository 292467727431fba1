"""What a Git history tells of stories: when their text changed, and what it was.

A history is an input of a build: the same content at the same commit gives the same site, whatever was built before.
"""
