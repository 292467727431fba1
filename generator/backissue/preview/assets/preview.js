/* Added to each page by the preview, and never part of a site: loads again what changed, and says that this is a preview. */
(() => {
  const { page, at: sent, note, mistakes } = document.currentScript.dataset;
  if (window !== window.top) return; // the page around it looks after what it shows in frames
  const MARK = "backissue-preview";
  const here = location.pathname + location.search;
  const isMistakes = document.documentElement.classList.contains("mistakes");
  let at = sent;
  /** @type {EventSource | undefined} */
  let stream;

  const pathOf = (address) => decodeURI(new URL(address, location.href).pathname).slice(1);
  const fileOf = (address) => pathOf(address).replace(/\/$|^$/, (end) => `${end}index.html`);

  const bar = document.createElement("aside");
  bar.className = MARK;
  bar.lang = "en";
  bar.dir = "ltr";
  bar.setAttribute("aria-label", "Preview");
  bar.append(note);
  if (mistakes) {
    const link = document.createElement("a");
    link.href = `/.backissue/mistakes?to=${encodeURIComponent(here)}`;
    link.textContent = mistakes;
    bar.append(" · ", link);
  }
  document.body.append(bar);

  // A page that is loaded again stands where it stood, with mistakes in between too.
  const kept = JSON.parse(sessionStorage.getItem(MARK) ?? "null");
  if (kept?.here === here && !isMistakes) {
    sessionStorage.removeItem(MARK);
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }
  const reload = () => {
    stream?.close();
    if (!isMistakes) sessionStorage.setItem(MARK, JSON.stringify({ here, x: scrollX, y: scrollY }));
    location.reload();
  };

  /** A stylesheet's new form takes the place of the old one once it is there: nothing flashes. */
  const swap = (/** @type {HTMLLinkElement} */ link) => {
    const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
    fresh.href = `${link.href.replace(/\?.*/, "")}?${at}`;
    fresh.addEventListener("load", () => link.remove(), { once: true });
    link.after(fresh);
  };
  const shows = (files) => {
    const seen = [...document.images].map((image) => image.currentSrc || image.src);
    return [...seen, ...[...document.scripts].map((script) => script.src)].some((one) => one && files.has(pathOf(one)));
  };
  const take = (told) => {
    const files = new Set(told.files ?? []);
    if (told.reload || shows(files)) return reload();
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) if (files.has(pathOf(link.href))) swap(link);
    for (const frame of document.querySelectorAll("iframe")) {
      if (files.has(fileOf(frame.src))) frame.contentWindow?.location.reload();
    }
  };

  // A page that nobody looks at keeps no connection: browsers have six for a host, and many tabs.
  const listen = () => {
    if (document.hidden) return stream?.close();
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    const asked = new URLSearchParams({ page, at });
    for (const frame of document.querySelectorAll("iframe")) asked.append("frame", fileOf(frame.src));
    stream = new EventSource(`/.backissue/news?${asked}`);
    stream.addEventListener("message", (event) => {
      at = event.lastEventId;
      take(JSON.parse(event.data));
    });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", listen);
  addEventListener("pagehide", () => stream?.close());
  listen();
})();
