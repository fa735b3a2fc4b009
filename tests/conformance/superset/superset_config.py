"""The settings of the Superset server under test: the product's defaults, and what a test needs besides."""

import os

SECRET_KEY = "only-for-the-conformance-run-on-this-machine"
SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.environ["SUPERSET_METADATA"]
# DuckDB and SQLite files are refused as sources without this.
PREVENT_UNSAFE_DB_CONNECTIONS = False
# A municipality's server speaks Dutch: decimal comma, thousands point.
if os.environ.get("SUPERSET_LANGUAGE") == "nl":
    BABEL_DEFAULT_LOCALE = "nl"
    LANGUAGES = {"nl": {"flag": "nl", "name": "Nederlands"}, "en": {"flag": "us", "name": "English"}}
    D3_FORMAT = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}
    D3_TIME_FORMAT = {
        "dateTime": "%a %e %b %Y %X", "date": "%d-%m-%Y", "time": "%H:%M:%S", "periods": ["", ""],
        "days": ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
        "shortDays": ["zo", "ma", "di", "wo", "do", "vr", "za"],
        "months": ["januari", "februari", "maart", "april", "mei", "juni", "juli",
                   "augustus", "september", "oktober", "november", "december"],
        "shortMonths": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    }
