"""Other programs on the same stories, with pages as plain as theirs and ours can be.

Each makes a page for every story, day, month and topic. Their settings and templates are the folders beside this file.
"""
