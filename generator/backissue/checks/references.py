"""What content files say of each other: pictures, links, comments, the leads of editions."""

import difflib
from collections.abc import Iterator

from backissue.checks.common import Checks
from backissue.errors import Problem
from backissue.model import Edition


class ReferenceChecks(Checks):
    """Of everything that names another content file."""

    def pictures(self) -> Iterator[Problem]:
        """Pictures that are shown and are not there."""
        query = (
            "SELECT shows.source, picture, line FROM shows"
            " LEFT JOIN records ON records.source = picture AND kind = 'picture' WHERE kind IS NULL ORDER BY 1, 2"
        )
        for source, picture, line in self.db.execute(query).fetchall():
            near = difflib.get_close_matches(picture, self._pictures(), n=1, cutoff=0.8)
            hint = f"did you mean {near[0]}?" if near else f"add the file content/{picture}"
            if not picture.startswith("images/"):
                hint = "pictures are in content/images/"
            line = line or self.line(source, picture)
            yield Problem(f"content/{source}", line, f"the picture {picture} is not there", hint)

    def _pictures(self) -> list[str]:
        return [
            path for (path,) in self.db.execute("SELECT source FROM records WHERE kind = 'picture' ORDER BY source")
        ]

    def links(self) -> Iterator[Problem]:
        """A link to a story must have one; a link to one that is not public is shown as plain words."""
        query = (
            "SELECT links.source, target, line, path IS NOT NULL, ifnull(public, 1) FROM links"
            " LEFT JOIN sources ON path = target LEFT JOIN articles ON articles.source = target"
            " WHERE path IS NULL OR NOT ifnull(public, 1) ORDER BY 1, 2"
        )
        for source, target, line, there, _ in self.db.execute(query).fetchall():
            if not there:
                yield Problem(f"content/{source}", line, f"links to {target}, which is not there", self._near(target))
            elif source in self.changed:
                message = f"links to {target}, which is not public yet"
                yield Problem(f"content/{source}", line, message, "its words are shown without a link", warning=True)

    def _near(self, target: str) -> str:
        name = target.rpartition("/")[2]
        query = "SELECT path FROM sources WHERE path LIKE ? ORDER BY path LIMIT 2"
        same_name = [path for (path,) in self.db.execute(query, (f"%/{name}",))]
        return f"did you mean {same_name[0]}?" if len(same_name) == 1 else "write its path from content/"

    def comments(self) -> Iterator[Problem]:
        """Comments on stories that are not there."""
        query = (
            "SELECT records.source, records.id FROM records LEFT JOIN articles ON articles.source = records.id"
            " WHERE records.kind = 'comments' AND articles.source IS NULL ORDER BY 1"
        )
        for source, article in self.db.execute(query):
            hint = "comments lie in comments/ at the article's own path below articles/"
            yield Problem(f"content/{source}", 0, f"there is no {article} to comment on", hint)

    def editions(self) -> Iterator[Problem]:
        """Editions' leads that are no story of theirs, and editions without any story."""
        for source in sorted(self.changed):
            record = None
            if source.startswith("editions/"):
                name = source.removeprefix("editions/").rpartition(".")[0]
                record = self.ask.find(Edition, name)
            if record is None:
                continue
            if record.lead and not self.ask.lists.leading(record):
                message = f"the lead {record.lead} is no public story of this edition"
                hint = "the first as printed leads instead; write the path of one that is, from content/"
                yield Problem(f"content/{source}", self.line(source, record.lead), message, hint, warning=True)
            if not self.ask.lists.on_date(record.outlet, record.date):
                hint = "an edition has a page as soon as a public story carries its date"
                yield Problem(f"content/{source}", 0, "no story carries this edition's date", hint, warning=True)
