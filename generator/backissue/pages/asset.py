"""The theme's own files, at stable addresses: a name that changed with its content would rewrite every page."""

from collections.abc import Iterator

from backissue.config import Config, Look
from backissue.model import Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import View
from backissue.render.materials import Materials
from backissue.render.scripts import published
from backissue.render.theme import Theme

NAME = "asset"
_CUSTOM = "custom.css"


class AssetView(View, frozen=True):
    """One file of the theme; which bytes it has stands in the kind's fingerprint."""

    name: str
    look: Look | None = None
    """For ``custom.css``: what the archive sets."""


def settings(config: Config) -> object:
    return config.look


def standing(theme: Theme) -> tuple[str, ...]:
    return (*theme.assets, _CUSTOM)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    return iter(())


def path(name: str) -> str:
    return f"assets/{name}"


def view(archive: Archive, name: str) -> AssetView | None:
    if name != _CUSTOM:
        return AssetView(name=name)
    look = archive.config.look
    return AssetView(name=name, look=look) if look != Look() else None


def write(view: AssetView, materials: Materials) -> bytes | None:
    """The file's bytes; None when the theme has it no more."""
    if view.look:
        return custom_css(view.look).encode()
    read = materials.theme.asset
    return published(view.name, read) if view.name.endswith(".js") else read(view.name)


def custom_css(look: Look) -> str:
    """The settings of ``look`` as custom properties; whoever sets one scheme keeps the theme's other."""
    faces = [("--serif", look.serif), ("--sans", look.sans)]
    light = [("--ink", look.ink), ("--paper", look.paper), ("--accent", look.accent), ("--grey", look.grey)]
    dark = [
        ("--ink", look.dark_ink),
        ("--paper", look.dark_paper),
        ("--accent", look.dark_accent),
        ("--grey", look.dark_grey),
    ]
    blocks = (
        ("", faces),
        ("@media not all and (prefers-color-scheme: dark)", light),
        ("@media (prefers-color-scheme: dark)", dark),
    )
    css = ""
    for media, properties in blocks:
        rules = "".join(f"  {name}: {value};\n" for name, value in properties if value)
        if rules:
            css += f"{media} {{\n:root {{\n{rules}}}\n}}\n" if media else f":root {{\n{rules}}}\n"
    return css
