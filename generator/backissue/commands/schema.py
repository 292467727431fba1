"""``backissue schema``: what an editor needs to complete and check front matter."""

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of an article's front matter, for editors that complete and check fields."""
    from backissue.schema import article_schema

    click.echo(json.dumps(article_schema(), indent=2, ensure_ascii=False))
