"""The front pages of Le Phare – The Beacon, 1974 to 2025."""

from __future__ import annotations

from dataclasses import replace

import cuts_phare as cuts
from drawing import BOOK, BOOK_BOLD, BOOK_ITALIC, DISPLAY, SANS
from front_page import Cover, Figure, House, Story

EARLY = House(
    nameplate="Le Phare – The Beacon",
    plate=DISPLAY,
    plate_size=104,
    motto="Hebdomadaire de l’île, le vendredi  ·  The island’s weekly, Fridays",
    head=BOOK_BOLD,
    deck=BOOK_ITALIC,
    small=BOOK,
    columns=4,
    paper="#f6f0e1",
    ink="#1d1c1a",
    spot="#c23b2e",
    grey="#b3ab9a",
)
NIGHT = replace(EARLY, spot="#e3b23c", paper="#f5efe0", centred=False)
TODAY = replace(
    EARLY,
    spot="#b3372c",
    paper="#fcf9f3",
    small=SANS,
    centred=False,
    coloured_plate=True,
    plate=BOOK_BOLD,
)

FIRST = Cover(
    "phare/cover-1974-05-03.png",
    EARLY,
    ("Vol. 1, n° 1", "ANSE-AUX-SAULES · VENDREDI 3 MAI 1974 · FRIDAY, MAY 3", "15 ¢"),
    ("UN PHARE DE PAPIER",),
    ("L’île a son journal, en deux langues – The island has a paper, in both its tongues",),
    (
        Figure(0, 3, 0, 0.58, cuts.beacon, "Le feu de Saint-Brieuc, allumé depuis 1871 – Lit since 1871"),
        Story(3, 1, 0, 0.58, "Pourquoi un journal ?", 36, "Par Marguerite Saulnier"),
        Story(0, 1, 0.58, 1, "L’école veut sa septième année", 30),
        Story(1, 1, 0.58, 1, "The Belle-Île Keeps Her Hours", 30, "A piano comes ashore"),
        Story(2, 2, 0.58, 0.8, "Neuf cents habitants, quarante accents", 32),
        Story(2, 2, 0.8, 1, "Lobster, and Other Prices", 32),
    ),
    banner_size=104,
)
KEEPER = Cover(
    "phare/cover-1988-06-17.png",
    NIGHT,
    ("Vol. 15, n° 738", "Anse-aux-Saules · vendredi 17 juin 1988 · Friday, June 17", "50 ¢"),
    ("LE FEU SANS GARDIEN",),
    ("A light with no keeper",),
    (
        Figure(
            0,
            4,
            0,
            0.58,
            cuts.empty_chair,
            "La cuisine du gardien, mercredi soir – The keeper’s kitchen, Wednesday night",
        ),
        Story(0, 2, 0.58, 1, "Harriet Dow descend les 154 marches", 38),
        Story(2, 1, 0.58, 1, "The Switch Is in Another Town", 30),
        Story(3, 1, 0.58, 1, "Cent dix-sept ans, six gardiens", 30),
    ),
    banner_size=110,
)
FERRY = Cover(
    "phare/cover-2025-11-21.png",
    TODAY,
    ("Vol. 52, n° 2691", "Anse-aux-Saules · vendredi 21 novembre 2025 · Friday, November 21", "3 $"),
    ("L’hiver à deux traversées",),
    ("Two crossings a day from Monday, and no evening boat until the end of March",),
    (
        Figure(0, 4, 0, 0.55, cuts.winter_ferry, "La Marguerite S. à la sortie de l’anse – Leaving the cove"),
        Story(0, 2, 0.55, 1, "Le froid prend un quart de la batterie", 40, "Par Luc Arsenault"),
        Story(2, 1, 0.55, 1, "The horn, by request, for one hour", 30),
        Story(3, 1, 0.55, 1, "Le Wend sort brun", 30),
    ),
    banner_size=116,
)

COVERS = (FIRST, KEEPER, FERRY)
