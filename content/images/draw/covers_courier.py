"""The front pages of The Harbour Courier, 1956 to 2025."""

from __future__ import annotations

from dataclasses import replace

import cuts_courier as cuts
from drawing import BOOK, BOOK_BOLD, NARROW, NARROW_BOLD, SANS, SCHOOL, SCHOOL_BOLD, SCHOOL_ITALIC
from front_page import Cover, Figure, House, Story

FIFTIES = House(
    nameplate="THE HARBOUR COURIER",
    plate=SCHOOL_BOLD,
    plate_size=84,
    motto="Daily at Port Carrow, for the County and the Islands",
    head=SCHOOL_BOLD,
    deck=SCHOOL_ITALIC,
    small=SCHOOL,
    columns=6,
    paper="#f3ecda",
    ink="#1b1b1c",
    spot="#24567f",
    grey="#aea695",
)
SIXTIES = replace(FIFTIES, paper="#f4eedf", spot="#2f6690")
EIGHTIES = House(
    nameplate="The Harbour Courier",
    plate=SCHOOL_BOLD,
    plate_size=100,
    motto="",
    head=NARROW_BOLD,
    deck=SCHOOL,
    small=NARROW,
    columns=5,
    paper="#f5f0e4",
    ink="#191919",
    spot="#e0a526",
    grey="#aca698",
    centred=False,
)
TODAY = House(
    nameplate="The Harbour Courier",
    plate=BOOK_BOLD,
    plate_size=108,
    motto="",
    head=BOOK_BOLD,
    deck=BOOK,
    small=SANS,
    columns=5,
    paper="#fbf8f2",
    ink="#17202a",
    spot="#1d4f73",
    grey="#b9b5ab",
    centred=False,
    coloured_plate=True,
)

FIRST = Cover(
    "courier/cover-1956-10-01.png",
    FIFTIES,
    ("Vol. 1, No. 1", "PORT CARROW, MONDAY, OCTOBER 1, 1956", "FIVE CENTS"),
    ("A DAILY FOR THE PORT",),
    ("Eighteen Years After the Lamp, the County Has a Newspaper Again",),
    (
        Figure(0, 4, 0, 0.56, cuts.harbour, "At No. 2 berth on Saturday, with the first reels of newsprint."),
        Story(4, 2, 0, 0.64, "Good Morning", 52, "What the Courier Is For, and Who Will Pay for It"),
        Story(0, 2, 0.56, 1, "The Lamp’s List of Readers Comes Out of Its Tin Box", 34),
        Story(2, 1, 0.56, 1, "Dredger Due Thursday", 27),
        Story(3, 1, 0.56, 1, "Canal Talks Resume", 27, "London Waits"),
        Story(4, 1, 0.64, 1, "High Water, Low Berths", 26),
        Story(5, 1, 0.64, 1, "School Roll Up by Sixty", 26),
    ),
    banner_size=120,
)
FLOOD = Cover(
    "courier/cover-1956-10-13.png",
    FIFTIES,
    ("Vol. 1, No. 12", "PORT CARROW, SATURDAY, OCTOBER 13, 1956", "FIVE CENTS"),
    ("THE WEND TAKES", "MOORFIELD"),
    (
        "River Stood at 5.3 Metres Last Night, the Highest Ever Read",
        "Town Without Light; Harbour Boats Go Up the River to Help",
    ),
    (
        Story(0, 1, 0, 0.6, "Gauge Man Stayed", 28, "Read It by a Bicycle Lamp"),
        Story(0, 1, 0.6, 1, "Trains Stop at Fen End", 27),
        Figure(1, 3, 0, 0.57, cuts.town_in_water, "Bridge Street, from a sketch made in the boat."),
        Story(1, 3, 0.57, 1, "Twelve Hundred Sleep in the Port’s Churches", 38),
        Story(4, 2, 0, 0.57, "Over the Wall at Mill Street", 42, "By Ada Quill, in Moorfield"),
        Story(4, 1, 0.57, 1, "Bread and Milk Free", 27),
        Story(5, 1, 0.57, 1, "Blankets Wanted Now", 27),
    ),
    banner_size=140,
)
SPUTNIK = Cover(
    "courier/cover-1957-10-05.png",
    replace(FIFTIES, spot="#b5372a"),
    ("Vol. 2, No. 317", "PORT CARROW, SATURDAY, OCTOBER 5, 1957", "FIVE CENTS"),
    ("A NEW MOON",),
    (
        "Soviet Sphere Circles the Earth in Ninety-Six Minutes",
        "It Is Twenty-Three Inches Across and It Can Be Heard",
    ),
    (
        Story(0, 2, 0, 0.6, "Heard at Quill Point", 38, "A Schoolmaster’s Set Picks Up the Signal"),
        Story(0, 1, 0.6, 1, "Moorfield Rebuilds", 27),
        Story(1, 1, 0.6, 1, "Herring Early", 27),
        Figure(2, 2, 0, 0.43, cuts.ring_and_dot, "The path, not to scale."),
        Story(2, 2, 0.43, 1, "What Goes Up Need Not Come Down", 36, "At Any Rate Not for Some Weeks"),
        Story(4, 2, 0, 0.6, "Moscow Tells It in a Paragraph", 40, "Capitals Take Rather Longer"),
        Story(4, 2, 0.6, 1, "Where to Look, and When, If the Cloud Lifts", 30),
    ),
    banner_size=168,
)
MOON = Cover(
    "courier/cover-1969-07-21.png",
    SIXTIES,
    ("Vol. 13, No. 3,998", "PORT CARROW, MONDAY, JULY 21, 1969", "TEN CENTS"),
    ("ON THE MOON",),
    ("Two Men Walk on the Sea of Tranquillity; a Third Keeps the Ship",),
    (
        Figure(0, 6, 0, 0.5, cuts.moon, "The lander as it stands this morning, drawn for the Courier."),
        Story(0, 2, 0.5, 1, "Two Hours and a Half Outside", 36, "Dust, Stones and a Flag on a Wire"),
        Story(2, 2, 0.5, 1, "The Fish Hall Stays Open Late", 36, "By Ada Quill"),
        Story(4, 1, 0.5, 1, "They Lift Off Today", 28),
        Story(5, 1, 0.5, 1, "Moon Pulls the Tide, as Usual", 28),
    ),
    banner_size=160,
)
WALL = Cover(
    "courier/cover-1989-11-10.png",
    EIGHTIES,
    ("No. 10,339", "Port Carrow, Friday, November 10, 1989", "35¢"),
    ("THE WALL IS OPEN",),
    ("After twenty-eight years Berliners walk through, some in slippers",),
    (
        Figure(
            0,
            5,
            0,
            0.5,
            cuts.open_wall,
            "Berlin, toward midnight. Drawing: The Courier, after the first pictures on the wire.",
        ),
        Story(0, 2, 0.5, 1, "The gate at Bornholmer Strasse gave way first", 38),
        Story(2, 1, 0.5, 1, "A slip of paper and a press conference", 28),
        Story(3, 2, 0.5, 0.76, "‘I came for a walk and I shall go back to work at six’", 30),
        Story(3, 1, 0.76, 1, "Ferry fares up in spring", 24),
        Story(4, 1, 0.76, 1, "Snow north of Fen End", 24),
    ),
    banner_size=150,
)
GAUGE = Cover(
    "courier/cover-2025-11-27.png",
    TODAY,
    ("No. 21,593", "Port Carrow · Thursday, November 27, 2025", "$2.75"),
    ("HIGHER THAN 1956",),
    ("5.4 metres at Moorfield before dawn, and the streets were empty",),
    (
        Figure(
            0,
            3,
            0,
            0.6,
            cuts.gauge,
            "The board below the stone bridge, 6 a.m. The mark of 1956 is under water.",
        ),
        Story(3, 2, 0, 0.38, "River gauge at Moorfield passes its 1956 mark", 40),
        Story(3, 1, 0.38, 0.6, "Two hours that mattered", 25),
        Story(4, 1, 0.38, 0.6, "Which roads are shut", 25),
        Story(0, 2, 0.6, 1, "The meadow that took the first half-metre", 34),
        Story(2, 1, 0.6, 1, "Ferry runs; bus does not", 27),
        Story(3, 2, 0.6, 1, "Five floods in ninety-one years", 34),
    ),
    banner_size=150,
)

COVERS = (FIRST, FLOOD, SPUTNIK, MOON, WALL, GAUGE)
