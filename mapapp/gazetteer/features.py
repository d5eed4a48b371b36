"""GeoNames feature classes and codes as our kinds (https://www.geonames.org/export/codes.html), in one table."""

from __future__ import annotations

from typing import NamedTuple

from mapapp.gazetteer.kinds import COUNTRY, DISTRICT, LOCALITY, PROVINCE, REGION, VILLAGE


class Feature(NamedTuple):
    """What a feature code stands for; a dump gives points only, so the reach is a typical one."""

    kind: str
    radius_km: float | None  # None: people or a boundary say how far the place reaches


# Codes of one class; a code not listed is what its class is (the row ""). Codes ending in H are of the past.
_TABLE: dict[str, dict[str, tuple[str, float | None]]] = {
    "A": {  # administration
        "PCL PCLD PCLF PCLI PCLIX PCLS": (COUNTRY, None),
        "ADM1": (PROVINCE, None),
        "ADM2 ADM3 ADM4 ADM5 ADMD": (DISTRICT, None),
        "PCLH": ("historical", 30.0),
        "ADM1H ADM2H ADM3H ADM4H ADM5H ADMDH": ("historical", 10.0),
        "": (REGION, 20.0),
    },
    "H": {  # water
        "OCN": ("ocean", 2000.0),
        "SEA": ("sea", 300.0),
        "GULF BAY BAYS BGHT COVE FJD FJDS INLT LGNX": ("gulf", 10.0),
        "STRT CHN SD CHNM NRWS": ("strait", 10.0),
        "LK LKS LKI LKSI LKX LKN LKSN LKC LKO LKOI LKNI LKSC LGN LGNS": ("lake", 2.0),
        "RSV RSVI RSVT RSVH": ("reservoir", 2.0),
        "STM STMS STMX STMA STMB STMC STMH STMI STMIX STMM STMQ STMSB STRM WAD WADS WADX CRKT": ("river", 2.0),
        "CNL CNLA CNLB CNLD CNLI CNLN CNLQ CNLSB CNLX DTCH DTCHD DTCHI": ("canal", 2.0),
        "HBR HBRX ANCH DCK": ("port", 1.0),
        "": ("site", 1.0),
    },
    "L": {  # parks and areas
        "CONT": ("continent", 3000.0),
        "LCTY BTL": (LOCALITY, 1.0),
        "MILB NVB": ("base", 2.0),
        "PRT": ("port", 2.0),
        "MNA COLF GASF OILF DIAF": ("mine", 5.0),
        "INDS FLD FLDI GRVE CMN": ("site", 1.0),
        "": (REGION, 10.0),
    },
    "P": {  # populated places; with a number of inhabitants that decides instead
        "PPLX PPLH PPLQ PPLW PPLCH": (LOCALITY, None),  # quarters; abandoned or destroyed places
        "": (VILLAGE, None),
    },
    "R": {"RR RRQ RJCT RTE RYD": ("railway", 2.0), "": ("road", 2.0)},
    "S": {  # spots, buildings
        "AIRP AIRF AIRH AIRQ AIRT HLPD": ("airport", 2.0),
        "AIRB MILB NVB INSM FT BRKS SCHM": ("base", 2.0),
        "BDG BDGQ": ("bridge", 0.5),
        "DAM DAMQ DAMSB": ("dam", 0.5),
        "MN MNAU MNC MNCR MNCU MNFE MNN MNQ MNQR": ("mine", 1.0),
        "MSTY CVNT LMST NOV": ("monastery", 0.5),
        "PS PSH PSN PSW": ("power_plant", 0.5),
        "PSTB PSTC CSTM": ("border_crossing", 0.5),
        "RSTN RSTNQ RSTP RSTPQ": ("railway", 0.5),
        "ANS ARCH BTL CMTY FRM FRMS FRMQ GRVE RUIN CAVE CMP CMPRF": ("site", 0.5),
        "": ("building", 0.5),
    },
    "T": {  # mountains, hills, rock
        "MTS RDGE HLLS": ("range", 10.0),
        "MT PK HLL VLC PKS PROM CRTR": ("mountain", 2.0),
        "PASS GAP": ("pass", 1.0),
        "DSRT ERG HMDA": ("desert", 50.0),
        "ISL ISLS ISLET ISLF ISLM ISLT ISLX ATOL": ("island", 3.0),
        "PEN PENX": ("peninsula", 10.0),
        "PLAT PLATX UPLD MESA": ("plateau", 10.0),
        "PLN PLNX": ("plain", 10.0),
        "VAL VALS VALG VALX CNYN GRGE RVN DLTA": ("valley", 5.0),
        "": ("site", 1.0),
    },
    "U": {"": ("site", 10.0)},  # under the sea
    "V": {"FRST FRSTF": ("forest", 5.0), "": ("site", 2.0)},
    "": {"": ("site", 1.0)},
}  # fmt: skip
_FEATURES = {
    (letter, code): Feature(*what)
    for letter, codes in _TABLE.items()
    for listed, what in codes.items()
    for code in listed.split() or [""]
}


def feature(letter: str, code: str) -> Feature:
    """Return what a GeoNames feature class and code stand for; of a class nobody knows, a site."""
    return _FEATURES.get((letter, code)) or _FEATURES.get((letter, "")) or _FEATURES["", ""]


def by_code(text: str) -> Feature | None:
    """Return what "P.PPL" or a listed code alone, "PPLX", stands for; None for what is no such code."""
    letter, dot, code = text.partition(".")
    if dot:
        return feature(letter, code) if letter and (letter, "") in _FEATURES else None
    if text == "PPL" or text.startswith("PPLA") or text in {"PPLC", "PPLL", "PPLS", "PPLF", "PPLG", "PPLR"}:
        return feature("P", text)
    return next((what for (_, code), what in _FEATURES.items() if code and code == text), None)
