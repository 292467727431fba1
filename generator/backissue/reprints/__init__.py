"""Stories that share their text: wire copy in several papers, and what was printed again."""
