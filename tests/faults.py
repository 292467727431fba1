"""What goes wrong in a page without anybody looking."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.effectiveDirective} refused ${event.blockedURI} on ${event.documentURI}`);
});
"""


@dataclass
class Faults:
    """What went wrong in a page: console errors, exceptions, refusals by the CSP, requests to other hosts."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """Overlook faults that contain ``text``: for tests that ask for what is missing, say."""
        self.expected.append(text)

    def watch(self, page: Page, host: str) -> None:
        """Note all that goes wrong in ``page`` and its frames from now on."""

        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.seen.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

        def on_error(error: Error) -> None:
            self.seen.append(f"exception: {error}")

        def on_request(request: Request) -> None:
            url = urlsplit(request.url)
            if url.scheme not in ("data", "blob", "about") and url.netloc != host:
                self.seen.append(f"request to another host: {request.url}")

        page.on("console", on_console)
        page.on("pageerror", on_error)
        page.on("request", on_request)
        page.add_init_script(REPORT_VIOLATIONS)

    def unexpected(self) -> list[str]:
        """Those that no test said to expect."""
        return [fault for fault in self.seen if not any(text in fault for text in self.expected)]
