"""Figures of real-looking lines, and the parameter that each is offered for."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from dualuse.lists.catalogue import Catalogue
from dualuse.logic import Entry
from dualuse.matching.goods import mentions, offers
from dualuse.matching.goods.passages import parameters_of

LINES = [
    ("2B204", "cold isostatic press, maximum working pressure 400 MPa, chamber inner diameter 300 mm",
     {"max_working_pressure": "400 MPa", "chamber_inside_diameter": "300 mm"}),
    ("2B204", "Гидростат, рабочее давление 350 МПа, внутренний диаметр камеры 200 мм",
     {"max_working_pressure": "350 МПа", "chamber_inside_diameter": "200 мм"}),
    ("2B231", "turbomolecular pump, inlet throat size 400 mm, pumping speed 2200 l/s, ultimate vacuum 1e-8 Pa",
     {"throat_size": "400 mm", "pumping_speed": "2200 l/s", "ultimate_vacuum": "1e-8 Pa"}),
    ("2B231", "Насос турбомолекулярный, скорость откачки 1500 л/с, входной диаметр 250 мм",
     {"pumping_speed": "1500 л/с", "throat_size": "250 мм"}),
    ("2B231", "diffusion pump, 400 mm throat, 50 000 l/s pumping speed",
     {"throat_size": "400 mm", "pumping_speed": "50 000 l/s"}),
    ("2B350", "Reactor glass lined, total internal volume 6300 l, pressure 6 bar", {"internal_volume": "6300 l"}),
    ("2B350", "Реактор эмалированный, объём 6,3 м3, давление до 0,6 МПа", {"internal_volume": "6,3 м3"}),
    ("2B350", "heat exchanger graphite, heat transfer area 12 m2", {"heat_transfer_area": "12 m2"}),
    ("2B350", "теплообменник графитовый, площадь теплообмена 20 м2", {"heat_transfer_area": "20 м2"}),
    ("2B350", "valve PFA lined, nominal size 50 mm", {"nominal_dn": "50 mm"}),
    ("2B350", "magnetic drive pump, maximum flow-rate 12 m3/h", {"max_flow": "12 m3/h"}),
    ("2B350", "насос герметичный, подача 25 м3/ч", {"max_flow": "25 м3/ч"}),
    ("2B226", "печь индукционная вакуумная, рабочая температура 1800 °C", {"max_temperature": "1800 °C"}),
    ("2B226", "vacuum induction furnace, power input 100 kW", {"power_input": "100 kW"}),
    ("2B116", "shaker, force 50 kN bare table, 10 g rms", {"force_bare_table": "50 kN"}),
    ("2B116", "вибростенд электродинамический, усилие 60 кН", {"force_bare_table": "60 кН"}),
    ("2B120", "rate table, angular rate resolution 0.0001 deg/s", {"rate_resolution": "0.0001 deg/s"}),
    ("2B206", "КИМ, погрешность 2 мкм", {"mpe_axis_a": "2 мкм"}),
    ("2B001", "five-axis milling machine, unidirectional repeatability 0.9 µm, travel 1200 mm", {"travel": "1200 mm"}),
    ("2B201", "станок фрезерный, точность позиционирования 0,006 мм", {"positioning_accuracy_iso230_1988": "0,006 мм"}),
    ("2B230", "pressure transducer, full scale 1.3 kPa, accuracy 0.5 %",
     {"full_scale": "1.3 kPa", "accuracy_fraction_fs": "0.5 %"}),
    ("2B230", "датчик абсолютного давления, верхний предел 13 кПа", {"full_scale": "13 кПа"}),
    ("2B352", "fermenter, total volume 200 l", {"internal_volume": "200 l"}),
    ("2B352", "ферментёр, объём 50 л", {"internal_volume": "50 л"}),
    ("2B352", "cross-flow filter, filtration area 5 m2", {"filtration_area": "5 m2"}),
    ("2B352", "лиофильная сушка, производительность 20 кг за 24 ч", {"ice_capacity_24h": "20 кг"}),
    ("2B233", "scroll vacuum pump, volume flow-rate 60 m3/h, pressure ratio 3:1", {"inlet_flow": "60 m3/h"}),
    ("2B009", "flow forming machine, roller force 80 kN", {"roller_force": "80 kN"}),
    ("2B009", "станок ротационной вытяжки, усилие на ролик 80 кН", {"roller_force": "80 кН"}),
    ("2B204", "press with 152 mm inside diameter of the chamber", {"chamber_inside_diameter": "152 mm"}),
]  # fmt: skip


@cache
def entries() -> dict[str, Entry]:
    day = date(2026, 2, 16)
    return {e.code: e for held in Catalogue.load().lists.values() for e in held.on(day)}


@pytest.mark.parametrize(("code", "text", "expected"), LINES, ids=[text[:40] for _, text, _ in LINES])
def test_a_figure_is_offered_for_the_parameter_named_beside_it(code: str, text: str, expected: dict[str, str]) -> None:
    made = [o for o in offers(text, mentions(text), parameters_of(entries()[code])) if o.near]
    for parameter, figure in expected.items():
        assert parameter in [o.parameter for o in made if o.text == figure][:2]  # two may share their words


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("vacuum 1e-8 Pa", ["1e-8 Pa"]),
        ("vacuum 5 x 10^-9 mbar", ["5 x 10^-9 mbar"]),
        ("E0,MPE 1.7 + L/1000 µm", []),
        ("steel ЧС-4 мм", []),
        ("range 0.5-10 mm", ["0.5-10 mm"]),
        ("-40 °C", ["-40 °C"]),
    ],
)
def test_a_figure_is_recognised_whole_or_not_at_all(text: str, figures: list[str]) -> None:
    assert [m.value for m in mentions(text) if m.kind == "quantity"] == figures
