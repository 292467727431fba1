"""The archive's own settings: ``content/archive.yaml`` to a frozen Config."""

import re
from collections.abc import Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from backissue.errors import Problem
from backissue.rights.statements import is_unknown_id, nearest
from backissue.sources.dates import beginning, known
from backissue.sources.fields import Fields


class NewsletterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sign-up form on article pages; absent when not set."""

    title: str
    """The form's heading."""
    text: str = ""
    """One sentence under it."""
    action: str = ""
    """The address that the form posts to; with ``netlify`` it may be left out."""
    consent: str = ""
    """What the reader agrees to; links to the terms and privacy pages follow it."""
    button: str = "Sign up"
    """The words on the button."""
    netlify: bool = False
    """True makes it a Netlify form."""


class SearchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How large a search shard may be, in stories."""

    closed: int | None = None
    """For a span of time that is over; not given: by the archive's size, 600 to 6,000."""
    open: int | None = None
    """For a span that holds the newest stories; not given: 600 to 1,500."""


class MarkdownSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How article bodies are read."""

    html: Literal["text", "sanitise"] = "text"
    """What becomes of raw HTML: shown as text, or kept as far as it is harmless."""


class SecuritySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to tell of a fault in the site's security: ``security.txt`` (RFC 9116); absent when not set."""

    contact: str | list[str]
    """``mailto:``, ``tel:`` or ``https:`` addresses, the best one first."""
    expires: str
    """The day, or the moment, from which on nobody should rely on it."""
    policy: str = ""
    """Address of the rules for reporting."""
    encryption: str = ""
    """Address of a key."""
    acknowledgments: str = ""
    """Address of a page that thanks those who reported something."""
    hiring: str = ""
    """Address of positions in security."""
    languages: str | list[str] = ""
    """Tags of the languages that are understood."""

    def moment(self, timezone: str) -> str:
        """When it expires, in UTC."""
        zone = ZoneInfo(timezone)
        return beginning(known(self.expires, zone), zone)


class DeadLinkSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of links in texts that ``links.yaml`` knows to be dead."""

    archive: str = "https://web.archive.org/web/{date}/{url}"
    """Where they lead: an address with ``{url}``, and ``{date}`` for the story's day; ``false`` leaves them."""

    @property
    def template(self) -> str:
        """Empty where they stay."""
        return "" if self.archive == "false" else self.archive


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Colours (CSS) and faces (CSS font-family lists) of one's own."""

    ink: str = ""
    paper: str = ""
    accent: str = ""
    grey: str = ""
    dark_ink: str = ""
    dark_paper: str = ""
    dark_accent: str = ""
    dark_grey: str = ""
    serif: str = ""
    sans: str = ""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The archive's own settings."""

    name: str = "Newspaper archive"
    """The archive's name, on every page."""
    tagline: str = ""
    """One sentence under the name."""
    description: str = ""
    """What the archive holds: Markdown, on the home page."""
    url: str = ""
    """Where the site will stand: ``https://archive.example.org/``; a path in it prefixes every link."""
    language: str = "en"
    """BCP 47: the language of the archive's own words."""
    timezone: str = "UTC"
    """IANA name, for outlets that give none."""
    publisher: str = ""
    """Who publishes the archive."""
    rights: str = ""
    """The rights line of stories whose outlet gives none."""
    theme: str = "broadsheet"
    """The theme's name: a folder in ``themes/`` beside ``content/``, or the one that is built in."""
    host: Literal["netlify", "cloudflare"] = "netlify"
    """Whose form the rules in ``_redirects`` have."""
    cards: Literal["year", "headline"] = "year"
    """What a shared link shows of a story without a picture: a card that a paper's year shares, or one of its own."""
    exports: tuple[Literal["ninjs", "ris", "bib"], ...] = ("ninjs", "ris", "bib")
    """The files beside each story's page: ``article.json``, ``article.ris``, ``article.bib``."""
    reprints: bool = True
    """Whether stories that share their text are looked for, so that each says where else it stands."""
    newsletter: NewsletterSettings | None = None
    security: SecuritySettings | None = None
    search: SearchSettings = SearchSettings()
    markdown: MarkdownSettings = MarkdownSettings()
    dead_links: DeadLinkSettings = DeadLinkSettings()
    look: Look = Look()

    @property
    def base(self) -> str:
        """What every address begins with when the site stands in a folder of its host: ``/archive``."""
        return "/" + path if (path := self.url.partition("://")[2].partition("/")[2].strip("/")) else ""

    @property
    def origin(self) -> str:
        """``https://archive.example.org``, or empty when ``url`` is not set."""
        scheme, mark, rest = self.url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}" if mark else ""


def read_config(fields: Fields) -> Config | None:
    """The Config in a document; what is wrong with it goes to ``fields.problems``."""
    config = fields.read(Config)
    if config is None:
        return None
    if not known_zone(config.timezone):
        fields.problem(("timezone",), f'unknown time zone "{config.timezone}"', "use a name such as Europe/Paris")
    if not known_language(config.language):
        fields.problem(("language",), f'unknown language "{config.language}"', "use a tag such as en-AU")
    if config.url and not config.origin.startswith(("https://", "http://")):
        fields.problem(("url",), "url must begin with https:// or http://", "write it in full")
    if is_unknown_id(config.rights):
        hint = f'did you mean "{nearest(config.rights)}"? docs/rights.md has them all'
        fields.problem(("rights",), f'unknown rights statement "{config.rights}"', hint)
    newsletter = config.newsletter
    if newsletter and not _may_post_to(newsletter.action, is_needed=not newsletter.netlify):
        fields.problem(
            ("newsletter",),
            "the newsletter's form has nowhere to go",
            "set action: https://… or netlify: true",
        )
    if config.security and known_zone(config.timezone):
        _check_security(fields, config.security, config.timezone)
    if any(cap is not None and cap < 1 for cap in (config.search.closed, config.search.open)):
        fields.problem(("search",), "a search shard holds at least one story", "see docs/settings.md")
    archive = config.dead_links.template
    if archive and not (archive.startswith("https://") and "{url}" in archive):
        message = "dead_links.archive is no address with a place for {url}"
        fields.problem(("dead_links", "archive"), message, "write https://web.archive.org/web/{date}/{url}, or false")
    for name in msgspec.structs.fields(Look):
        if set(getattr(config.look, name.name)) & set("{};<>\\@"):
            fields.problem(("look", name.name), f"look.{name.name} is not a colour or a face", "give one CSS value")
    return config


def _may_post_to(action: str, *, is_needed: bool) -> bool:
    """True for a path of the site, and for an address whose host can stand in the Content-Security-Policy."""
    if not action:
        return not is_needed
    return re.match(r"/(?!/)|https://[\w.-]+(:\d+)?(?=[/?#]|$)", action) is not None


def _check_security(fields: Fields, given: SecuritySettings, timezone: str) -> None:
    """RFC 9116, 2.5: every field but the date and the languages is a URI, and none of the web is without TLS."""
    contacts = texts(given.contact)
    if not contacts or not all(contact.startswith(("mailto:", "tel:", "https://")) for contact in contacts):
        hint = "write mailto:security@example.org, or https://…"
        fields.problem(("security", "contact"), "security.contact is no address that one can write to", hint)
    try:
        if len(known(given.expires, ZoneInfo(timezone))) < len("2027-01-01"):
            raise ValueError(f'"{given.expires}" is not known to the day')
    except ValueError as fault:
        fields.problem(("security", "expires"), f"security.expires: {fault}", "write a day such as 2027-01-01")
    for name in ("policy", "encryption", "acknowledgments", "hiring"):
        schemes = ("https://", "dns:", "openpgp4fpr:") if name == "encryption" else ("https://",)
        if (address := getattr(given, name)) and not address.startswith(schemes):
            fields.problem(("security", name), f"security.{name} must begin with https://", "write it in full")
    for tag in texts(given.languages):
        if not known_language(tag):
            fields.problem(("security", "languages"), f'unknown language "{tag}"', "use a tag such as en-AU")


def expired(config: Config, as_of: str) -> list[Problem]:
    """A warning when nobody should rely on ``security.txt`` any more at the moment ``as_of``."""
    if config.security is None or as_of < config.security.moment(config.timezone):
        return []
    message, hint = "security.expires has passed: nobody should rely on security.txt", "check it, and set a later day"
    return [Problem("content/archive.yaml", 0, message, hint, warning=True)]


def texts(written: str | Sequence[str]) -> tuple[str, ...]:
    """One text or several, as several."""
    return (written,) if isinstance(written, str) and written else tuple(written)


def known_zone(name: str) -> bool:
    """True for an IANA time zone's name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def known_language(tag: str) -> bool:
    """True for a BCP 47 tag whose language CLDR knows."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
