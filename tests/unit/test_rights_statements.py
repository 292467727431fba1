"""Rights statements by id: the names and addresses that the bodies publish."""

import pytest
from backissue.rights.statements import is_unknown_id, nearest, registry, statement, words


def test_all_twelve_statements_have_names_in_four_languages() -> None:
    twelve = [one for one in registry().values() if "rightsstatements.org" in one.uri]
    assert len(twelve) == 12
    assert all(set(one.names) == {"en", "de", "es", "fr"} for one in twelve)


def test_the_licences_are_there_in_all_their_versions() -> None:
    licences = [one.id for one in registry().values() if "/licenses/" in one.uri]
    assert len(licences) == 6 * 5
    assert {"CC-BY-4.0", "CC-BY-NC-SA-3.0", "CC-BY-ND-1.0"} <= set(licences)
    assert registry()["CC0-1.0"].uri == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert registry()["PDM-1.0"].uri == "https://creativecommons.org/publicdomain/mark/1.0/"


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
        ("cc-by-sa-3.0", "CC-BY-SA-3.0"),
        ("InC", "InC"),
        ("http://rightsstatements.org/vocab/NoC-US/1.0/", "NoC-US"),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0", "CC-BY-NC-ND-1.0"),
    ],
)
def test_an_id_or_an_address_names_a_statement(text: str, id_: str) -> None:
    found = statement(text)
    assert found is not None
    assert found.id == id_


def test_readers_get_the_name_in_the_archives_language_or_in_english_marked_as_such() -> None:
    assert words("InC", "fr-CA").text == "Protégé par le droit d'auteur"
    assert words("InC", "fr-CA").language == ""
    assert words("CC-BY-4.0", "de").text == "Creative Commons Namensnennung 4.0 International"
    older = words("CC-BY-3.0", "de")
    assert (older.text, older.language) == ("Creative Commons Attribution 3.0 Unported", "en")
    assert words("InC", "ar").language == "en"


def test_words_of_a_papers_own_stay_as_they_are() -> None:
    assert words("© The Courier. All rights reserved.", "de") == words("© The Courier. All rights reserved.", "en")
    assert words("© The Courier", "en").url == ""


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("CC-BY", "CC-BY-4.0"), ("CC-BY-5.0", "CC-BY-4.0"), ("InC-EDUC", "InC-EDU"), ("CC0", "CC0-1.0")],
)
def test_what_is_written_like_an_id_and_is_none_is_known_as_such(wrong: str, meant: str) -> None:
    assert is_unknown_id(wrong)
    assert nearest(wrong).startswith(meant[:6])


@pytest.mark.parametrize("text", ["", "Inc.", "© CC-BY", "Incorporated", "CC by agreement with the museum", "undated"])
def test_other_words_are_not_taken_for_ids(text: str) -> None:
    assert not is_unknown_id(text)
