"""Back Issue's command without search: what its peers do that make no search index.

    python -m bench.pages_only build --root FOLDER

The program has no such option, since an archive without search is none. So the one function that makes search is
replaced; everything else is the command as it is.
"""

from backissue import cli, search


def _no_search(*_: object) -> search.Summary:
    return search.Summary(shards=0, built=0, removed=0, stories=0)


if __name__ == "__main__":
    setattr(search, search.update.__name__, _no_search)
    cli.main()
