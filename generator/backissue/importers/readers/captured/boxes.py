"""What stands on an article's page and is no part of the article, known by its words."""

import re

NEWSLETTER = "newsletter box"
COMMENTS = "comments"
EDITION = "latest-edition box"
RELATED = "related links"
SHARE = "share bar"
COOKIES = "cookie notice"
WALL = "subscription box"
ADVERTISEMENT = "advertisement"
READING_TIME = "reading time"

NEWSLETTER_BEGINS = re.compile(
    r"(?:sign up (?:to|for|now)|subscribe to|get|join)\b.{0,90}\bnewsletters?\b.{0,40}$|(?:our |the )?newsletters?$",
    re.I,
)
NEWSLETTER_ENDS = re.compile(
    r"by (?:continuing|signing up|subscribing|submitting|clicking|entering|providing)\b.{0,160}"
    r"\b(?:agree|accept|consent)\b"
    r"|you (?:can|may) unsubscribe\b|unsubscribe at any time",
    re.I,
)
NEWSLETTER_LINE = re.compile(
    r"(?:email us|(?:enter )?(?:your )?e-?mail(?: address)?|sign (?:me )?up|subscribe|submit|thanks? (?:you )?for "
    r"(?:signing up|subscribing)\b.*)[.!*:]?$|.{0,160}\b(?:in|to) your inbox\b.{0,60}$",
    re.I,
)
COMMENTS_HEADING = re.compile(
    r"(?:(?:\d+|no|view|show|all|add|post|leave|write|read)\s+(?:a\s+|the\s+|all\s+)?)?(?:readers?['’]?s?['’]? )?"
    r"comments?(?:\s*\(?\d+\)?)?:?$|join the (?:conversation|discussion)[.!]?$",
    re.I,
)
EDITION_HEADING = re.compile(r"(?:our |the |today['’]s |this week['’]s )?(?:latest|current|digital) edition:?$", re.I)
RELATED_HEADING = re.compile(
    r"(?:related(?: (?:stories|articles|topics|content|links|news|posts))?"
    r"|(?:you (?:may|might) also|also) (?:like|enjoy)"
    r"|read (?:more|next|also)|more (?:stories|news|to read|like this|on this(?: story| topic)?)|(?:most|top) "
    r"(?:popular|read|viewed|stories)|trending(?: now)?|recommended(?: (?:stories|for you|reading))?"
    r"|up next|latest news"
    r"|editors?['’]?s? picks?|don['’]t miss|see also|what to read next|the latest|more from .{2,40}):?$",
    re.I,
)
READ_MORE = re.compile(
    r"(?:read (?:more|also|next)|related(?: (?:story|article))?|see also|more)\s*[:|>»→–—-]\s*\S", re.I
)
_LINES = (
    (SHARE, re.compile(
        r"(?:share(?: (?:this|on|via|to)\b.{0,30})?|(?:share (?:on|via) )?(?:facebook|twitter|x|whatsapp"
        r"|linkedin|reddit|telegram"
        r"|pinterest|bluesky|flipboard)|copy(?: the)? link|link copied!?|e-?mail(?: this(?: article| story)?)?|print"
        r"(?: this(?: article)?)?|save(?: (?:article|for later|story))?|bookmark|gift(?: this)? article|listen"
        r"(?: to (?:this )?(?:article|story))?|follow us\b.{0,40}|tweet|post)$", re.I)),
    (READING_TIME, re.compile(
        r"(?:(?:reading time|time to read):?\s*)?\d{1,3}[\s-]?min(?:ute)?s?(?: read| to read)?$", re.I)),
    (ADVERTISEMENT, re.compile(
        r"advertise(?:ment|r)s?(?: feature)?$|(?:story|article) continues? (?:below|after)\b.{0,40}$|sponsored$|skip ad"
        r"|scroll to continue|continue reading below", re.I)),
    (COOKIES, re.compile(
        r"(?:we|this (?:web)?site) uses? cookies\b.{0,200}$|accept (?:all )?cookies$"
        r"|manage (?:cookie )?preferences$", re.I)),
    (WALL, re.compile(
        r"(?:subscribe|log in|sign in|register|become a (?:member|subscriber)) (?:now )?to "
        r"(?:read|continue|keep reading|unlock)\b"
        r".{0,80}$|already a (?:subscriber|member)\?.{0,40}$"
        r"|this (?:article|story|content) is (?:for|exclusive to|only for)"
        r" (?:subscribers|members)\b.{0,40}$|(?:subscribe|subscribe now|log in|sign in)$", re.I)),
    (RELATED, READ_MORE),
)  # fmt: skip
FURNITURE = re.compile(
    r"(?:skip to (?:main )?(?:content|navigation)|menu|home|search|close|navigation|main menu|open navigation.*"
    r"|advertisement|subscribe|log ?in|sign ?in|sign ?up|my account|live|news|sections?)$",
    re.I,
)
"""What may stand above a headline."""
_LONGEST = 300


def box_of(line: str) -> str:
    """Which box a line that stands alone belongs to; empty when it could be the story's."""
    if len(line) > _LONGEST:
        return ""
    return next((name for name, pattern in _LINES if pattern.match(line)), "")


def newsletter_end(lines: list[str], at: int) -> int:
    """Where the newsletter box that begins at ``lines[at]`` ends: the line after it; ``at`` when none begins there.

    A box with terms ends with them; one without has the lines of its form alone.
    """
    if len(lines[at]) > _LONGEST or not NEWSLETTER_BEGINS.match(lines[at]):
        return at
    filled = [number for number in range(at, min(at + 24, len(lines))) if lines[number]][:9]
    for number in filled:
        if NEWSLETTER_ENDS.search(lines[number][: _LONGEST * 2]):
            return number + 1
    end = at + 1
    for number in filled[1:]:
        if not NEWSLETTER_LINE.match(lines[number][: _LONGEST + 1]):
            break
        end = number + 1
    return end
