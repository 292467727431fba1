"""A site to a host that does not build it: a folder, an S3 bucket, or whatever rsync reaches.

``run.publish`` is all that the command calls. ``plan`` says what differs and in which order it goes (pure), ``store``
reaches a folder or a bucket, ``ledger`` is what is remembered there, ``headers`` what a bucket is told of a file, and
``rsync`` has the program of that name do the same in the same order.
"""
