"""Whose stories and pictures are, and what is kept from readers: for the report of rights alone."""

from collections.abc import Iterator

from backissue.catalog.queries.asking import Asking


class Rights(Asking):
    """Rights as stories, their agencies and pictures state them."""

    def stated(self) -> Iterator[tuple[str, str, str, int]]:
        """(outlet, date, rights as the story or its agency states them, stories), one after the other."""
        yield from self.db.execute(
            "SELECT outlet, date, rights, count(*) FROM articles WHERE listed GROUP BY outlet, date, rights"
            " ORDER BY outlet, date, rights"
        )

    def of_pictures(self) -> list[tuple[str, int]]:
        """(rights of its own, pictures) of what listed stories and all other records show."""
        return self.db.execute(
            "SELECT shows.rights, count(DISTINCT picture) FROM shows LEFT JOIN articles USING (source)"
            " WHERE hidden = '' AND ifnull(listed, 1) GROUP BY shows.rights ORDER BY shows.rights"
        ).fetchall()

    def kept(self) -> list[tuple[str, int, int]]:
        """(agency, stories whose text is not shown, pictures that are not), and under ``-`` what is not distributable."""
        texts = dict(self.db.execute(
            "SELECT withheld, count(*) FROM articles WHERE listed AND withheld <> '' GROUP BY withheld"
        ))  # fmt: skip
        pictures = dict(self.db.execute(
            "SELECT hidden, count(DISTINCT picture) FROM shows LEFT JOIN articles USING (source)"
            " WHERE hidden <> '' AND ifnull(listed, 1) GROUP BY hidden"
        ))  # fmt: skip
        found = sorted(texts.keys() | pictures.keys())
        return [(agency, texts.get(agency, 0), pictures.get(agency, 0)) for agency in found]

    def falling_due(self, after: str) -> Iterator[tuple[str, str, str, int, int]]:
        """(instant, agency, outlet, texts, pictures) of what falls due after an instant, soonest first."""
        yield from self.db.execute(
            "SELECT due, agency, outlet, sum(part = ''), sum(part <> '') FROM supplied CROSS JOIN articles ON id = article"
            " WHERE due <> '' AND due > ? AND listed GROUP BY due, agency, outlet ORDER BY due, agency, outlet",
            (after,),
        )
