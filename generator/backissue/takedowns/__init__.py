"""Take-downs: cases in ``content/takedowns.yaml`` by which stories are unlisted, redacted or withdrawn.

A case changes a record as it enters the catalog, so that all that is made from the catalog is changed with it: lists,
logs, pictures' addresses, data files, search. The article's own file stays as it was.
"""
