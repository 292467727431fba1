"""What newsrooms have, made an archive's content: one reader a format, and everything else once for all of them.

A reader (``wordpress.py``, ``ninjs.py`` …) turns its source into the records of ``record.py`` and writes nothing.
``run.py`` gives each record its file, resolves links and pictures among them, writes, and reports.
"""
