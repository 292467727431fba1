"""The front pages of The Evening Lamp, 1931 to 1938."""

from __future__ import annotations

import cuts_lamp as cuts
from drawing import ROMAN, ROMAN_BOLD, ROMAN_ITALIC
from front_page import Cover, Figure, House, Story

LAMP = House(
    nameplate="The Evening Lamp",
    plate=ROMAN_BOLD,
    plate_size=100,
    motto="Printed at Moorfield every evening but Sunday",
    head=ROMAN_BOLD,
    deck=ROMAN_ITALIC,
    small=ROMAN,
    columns=6,
    paper="#ebdfc3",
    ink="#211c17",
    spot="#211c17",
    grey="#a3977f",
)

FIRST = Cover(
    "lamp/cover-1931-04-06.png",
    LAMP,
    ("Vol. I.  No. 1", "MOORFIELD, MONDAY, APRIL 6, 1931", "TWO CENTS"),
    ("A LAMP IS LIT",),
    (
        "A Daily Paper for the River Towns, Beginning Tonight",
        "What We Shall Print, and What We Shall Leave to Others",
    ),
    (
        Story(0, 1, 0, 0.46, "ICE OUT OF THE WEND AT LAST", 27, "Ferry Ropes Up Saturday"),
        Story(0, 1, 0.46, 1, "CLOCK TO STAY FAST", 27, "By Seven Minutes"),
        Figure(1, 3, 0, 0.68, cuts.lit_lamp, "The lamp in the window at No. 9, Mill Street."),
        Story(1, 3, 0.68, 1, "HOW A NEWSPAPER IS MADE IN ONE AFTERNOON", 31),
        Story(4, 2, 0, 0.6, "To Our Readers", 44, "What This Paper Is For and What It Will Not Do"),
        Story(4, 1, 0.6, 1, "WHEAT IS LOWER", 27, "Cattle Steady"),
        Story(5, 1, 0.6, 1, "LIBRARY OPEN TO NINE", 27, "A Petition Is Heard"),
    ),
    ("THE WEATHER\nFair and colder,\nwind north-west", "FIRST NUMBER\nSixteen pages,\nhaving saved up"),
    168,
)

FLOOD = Cover(
    "lamp/cover-1934-04-18.png",
    LAMP,
    ("Vol. IV.  No. 949", "MOORFIELD, WEDNESDAY, APRIL 18, 1934", "TWO CENTS"),
    ("WEND OVER", "ITS BANKS"),
    (
        "Gauge at the Town Bridge Stands at 4.1 Metres; Lower Streets Under Water",
        "Cows Swum to the Churchyard; No Train Since Four on Tuesday",
    ),
    (
        Story(0, 2, 0, 0.62, "BOATS IN MILL STREET", 38, "Bread Taken In by the Upper Windows"),
        Story(0, 1, 0.62, 1, "COWS AT PRAYER", 28, "Mr. Tobin’s Fourteen"),
        Story(1, 1, 0.62, 1, "COUNCIL VOTES BY CANDLE", 28, "Nine Minutes"),
        Figure(2, 3, 0, 0.66, cuts.flood_map, "The water this noon. Flooded meadows are shaded."),
        Story(2, 3, 0.66, 1, "RIVER BOARD REGRETS THE STATE OF THE RIVER", 31),
        Story(5, 1, 0, 0.52, "MAYOR ASKS FOR MATCHES", 28, "Dry Ones"),
        Story(5, 1, 0.52, 1, "THE GAUGE HOUR BY HOUR", 28),
    ),
    ("THE WEATHER\nRain, then\nmore of it", "FOUR PAGES\nThe press being\nunder water"),
    150,
)

ABDICATION = Cover(
    "lamp/cover-1936-12-11.png",
    LAMP,
    ("Vol. VI.  No. 1,777", "MOORFIELD, FRIDAY, DECEMBER 11, 1936", "TWO CENTS"),
    ("THE KING GIVES UP", "THE THRONE"),
    (
        "Edward VIII Lays Down the Crown; His Brother of York Succeeds",
        "To Speak by Wireless from Windsor This Evening",
    ),
    (
        Story(0, 1, 0, 0.5, "HOUSE HEARS IT IN SILENCE", 28, "A Message in His Own Hand"),
        Story(0, 1, 0.5, 1, "COINS WILL WAIT", 28, "No New Stamps Till Spring"),
        Figure(1, 3, 0, 0.64, cuts.crown_laid_down, "Worn three hundred and twenty-five days."),
        Story(1, 3, 0.64, 1, "THE DUKE OF YORK, WHO DID NOT EXPECT IT", 32),
        Story(4, 2, 0, 0.62, "Ten Months a King", 42, "The Act That Ended the Reign, Clause by Clause"),
        Story(4, 1, 0.62, 1, "SETS LENT FOR TONIGHT", 27),
        Story(5, 1, 0.62, 1, "STREET SHUT TO CARTS", 27),
    ),
    ("WIRELESS\nThe address,\nsix o’clock", "THE WEATHER\nOvercast, raw\nby morning"),
    138,
)

AIRSHIP = Cover(
    "lamp/cover-1937-05-07.png",
    LAMP,
    ("Vol. VII.  No. 1,902", "MOORFIELD, FRIDAY, MAY 7, 1937", "TWO CENTS"),
    ("AIRSHIP BURNS", "AT LAKEHURST"),
    (
        "Hindenburg Takes Fire at Her Mooring and Is Lost in Half a Minute",
        "Ninety-Seven Were Aboard; Many Walked from the Wreck",
    ),
    (
        Figure(0, 4, 0, 0.6, cuts.burning_airship, "As it looked from the field, drawn from the wire accounts."),
        Story(0, 2, 0.6, 1, "CAUSE NOT KNOWN", 36, "Inquiry to Open at the Hangar"),
        Story(2, 1, 0.6, 1, "THREE DAYS FROM FRANKFORT", 26),
        Story(3, 1, 0.6, 1, "WHY HYDROGEN", 26, "Helium Was Not to Be Had"),
        Story(4, 2, 0, 0.56, "Fire at the Tail, Then Everywhere", 38, "Ground Crew Ran, and Ran Back"),
        Story(4, 1, 0.56, 1, "A BAND FOR MAY TWELFTH", 26),
        Story(5, 1, 0.56, 1, "THE ISLAND SAW HER PASS", 26),
    ),
    ("LATE WIRE\nSee page two\nfor the names", "THE WEATHER\nShowers, light\nwinds"),
    138,
)

LAST = Cover(
    "lamp/cover-1938-09-30.png",
    LAMP,
    ("Vol. VIII.  No. 2,339", "MOORFIELD, FRIDAY, SEPTEMBER 30, 1938", "TWO CENTS"),
    ("THE LAMP GOES OUT",),
    (
        "This Is the Last Number of This Newspaper",
        "Two Thousand Three Hundred and Thirty-Nine Evenings, and None Tomorrow",
    ),
    (
        Story(0, 1, 0, 0.5, "FOUR POWERS SIGN AT MUNICH", 27, "Terms on Page Three"),
        Story(0, 1, 0.5, 1, "NEWSPRINT FIFTY DOLLARS", 27),
        Story(1, 1, 0, 0.6, "WHAT WE GOT WRONG", 27, "Three Hundred and Nineteen Times"),
        Story(1, 1, 0.6, 1, "BOYS WHO CARRIED IT", 27),
        Figure(2, 2, 0, 0.6, cuts.dark_lamp, "Twenty past four, Mill Street."),
        Story(2, 2, 0.6, 1, "TO WHOM IT MAY CONCERN", 36, "Mrs. Crane Puts Down Her Pen"),
        Story(4, 2, 0, 0.64, "Seven Years and Six Months", 42, "An Account Rendered by the Editor"),
        Story(4, 2, 0.64, 1, "COUNCIL REGRETS, BRIEFLY", 34),
    ),
    ("THE WEATHER\nWill go on\nwithout us", "LAST NUMBER\nNo evening paper\ntomorrow"),
    168,
    True,
)

COVERS = (FIRST, FLOOD, ABDICATION, AIRSHIP, LAST)
