"""How a story is cited: in the forms of three style guides, in Wikipedia's, and as files for reference managers.

A citation processor (CSL) needs some thirty milliseconds for a story, more than all else that is made of it, so the
few forms of one kind of source are written out here. ``tests/unit/test_citations.py`` holds them to citeproc-js.
"""
