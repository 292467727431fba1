"""Scripts of a theme are published without what only their authors read."""

from backissue.pages.asset import bare_script


def test_a_script_loses_comments_and_indentation_and_nothing_else() -> None:
    written = (
        '/*! kept */\n// why\nconst a = "// no comment";\n\n/** @type {number} */\n'
        "let b = `two\n  lines`;\n  if (a) b = /[/*]x/u.test(a) ? 1 : 2; // so\n"
    )
    assert bare_script(written.encode()).decode() == (
        '/*! kept */const a="// no comment";let b=`two\n  lines`;if(a)b=/[/*]x/u.test(a)?1:2;\n'
    )
