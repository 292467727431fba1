"""``backissue schema``: what an editor needs to complete and check front matter and outlets' files."""

import json

import click


@click.command()
@click.argument("what", type=click.Choice(["article", "outlet"]), default="article", metavar="[article|outlet]")
def schema(what: str) -> None:
    """Print the JSON Schema of an article's front matter, or of an outlet's file, for editors."""
    from backissue.schema import article_schema, outlet_schema

    made = article_schema() if what == "article" else outlet_schema()
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))
