"""``backissue new``: an archive to begin with, or a story in one."""

from datetime import datetime
from pathlib import Path

import click

from backissue.commands.options import reported, root_option


class _OrArchive(click.Group):
    """``new DIR`` is ``new archive DIR``: the first word may be left out, unless it would mean another command."""

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        """Put the word in where none of the commands is named."""
        if words and words[0] not in (*self.commands, *context.help_option_names):
            words = ["archive", *words]
        return super().parse_args(context, words)


@click.group(cls=_OrArchive, no_args_is_help=False, subcommand_metavar="DIR | article HEADLINE")
def new() -> None:
    """Make a new archive in DIR, or a new story in an archive: backissue new article "The line stays open".

    A folder that is called like a command is made as ./article.
    """


@new.command(name="archive")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--ci", "hosts", multiple=True, type=click.Choice(("netlify", "github", "gitlab")),
              help="Write what this host reads to build commits, also into an archive that exists.")  # fmt: skip
@reported
def new_archive(folder: Path, hosts: tuple[str, ...]) -> None:
    """Make a new archive in DIR: three stories, a paper, an edition, ready to build."""
    from backissue.starter import add_ci, make_archive

    if not (hosts and (folder / "content").is_dir()):
        make_archive(folder)
        click.echo(f"{folder} is an archive now: three stories of one paper.")
        click.echo(f"Next: cd {folder} && backissue serve")
    for file, written in add_ci(folder, hosts):
        click.echo(f"wrote {file}" if written else f"{file} was there, and was kept as it is")


@new.command(name="article")
@click.argument("headline")
@click.option("--outlet", default="", metavar="ID", help="The paper; may be left out when there is one.")
@click.option("--edition", default="", metavar="DATE", help="The edition that prints it: 2025-11-27, 2025-11-27.late.")
@click.option("--published", default="", metavar="DATE", help="When it was published, as far as it is known.")
@click.option("--date", "today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The edition where neither of the two is given [default: today's].")  # fmt: skip
@root_option
@reported
def new_article(headline: str, outlet: str, edition: str, published: str, today: datetime | None, root: Path) -> None:
    """Write the file of a story called HEADLINE, with the fields that it needs, and say where it is."""
    from backissue.starter.story import make_story

    day = today.date() if today else None
    click.echo(make_story(root, headline, outlet=outlet, edition=edition, published=published, today=day))
