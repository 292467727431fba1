// Stories, days, months and topics as plain pages, nothing else.

function grouped(stories, keysOf) {
  const groups = new Map();
  for (const story of stories) {
    for (const key of keysOf(story.data)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(story);
    }
  }
  return [...groups].map(([name, listed]) => ({ name, listed }));
}

export default function (config) {
  const stories = (api) => api.getFilteredByGlob("content/**/*.md");
  config.addCollection("days", (api) => grouped(stories(api), (data) => [data.day]));
  config.addCollection("months", (api) => grouped(stories(api), (data) => [data.day.slice(0, 7)]));
  config.addCollection("topics", (api) => grouped(stories(api), (data) => data.topics));
  return {
    dir: { input: ".", includes: "_includes", output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
