"""Services that want a key: Alpaca's data, Twelve Data, Finnhub, Alpha Vantage; and Yahoo, which wants none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from tests.venues.market.stall import Answer, Stall, raw, seconds

KEY, SECRET = "key-of-the-owner", "secret-of-the-owner"
Row = tuple[datetime, str, str, str, str, str]


@dataclass
class Priced(Stall):
    """A service with last prices as they stand in its answers, and candles by the name of what they are of."""

    prices: dict[str, str] = field(default_factory=lambda: {"AAPL": "229.87", "MSFT": "415.10"})
    age: timedelta = timedelta(0)
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return self.now() - self.age


@dataclass
class Alpaca(Priced):
    """Snapshots and bars by the key in its headers."""

    book_age: timedelta = timedelta(0)

    def routes(self) -> Mapping[str, Answer]:
        return {"/v2/stocks/snapshots": self.snapshots, "/v2/stocks/{ticker}/bars": self.bars}

    @staticmethod
    def _refused(request: web.Request) -> bool:
        given = (request.headers.get("APCA-API-KEY-ID"), request.headers.get("APCA-API-SECRET-KEY"))
        return given != (KEY, SECRET)

    async def snapshots(self, request: web.Request) -> web.Response:
        if self._refused(request):
            return web.json_response({"message": "forbidden."}, status=403)
        names = [name for name in request.query["symbols"].split(",") if name in self.prices]
        return raw("{" + ",".join(f'"{name}":{self._snapshot(name)}' for name in names) + "}")

    def _snapshot(self, name: str) -> str:
        last = self.prices[name]
        traded, booked = (
            f"{at:%Y-%m-%dT%H:%M:%S}.123456789Z" for at in (self.at, self.now() - self.book_age)
        )
        return (
            f'{{"latestTrade":{{"t":"{traded}","x":"V","p":{last},"s":100,"c":["@"],"i":1,"z":"C"}},'
            f'"latestQuote":{{"t":"{booked}","ax":"V","ap":229.90,"as":1,"bx":"V","bp":229.80,"bs":2,"c":["R"]}},'
            f'"dailyBar":{{"t":"{traded}","o":{last},"h":{last},"l":{last},"c":{last},"v":1000,"n":5,"vw":{last}}}}}'
        )

    async def bars(self, request: web.Request) -> web.Response:
        rows = self.rows.get(request.match_info["ticker"], ())
        since, until = (datetime.fromisoformat(request.query[name]) for name in ("start", "end"))
        found = [
            f'{{"t":"{at:%Y-%m-%dT%H:%M:%SZ}","o":{a},"h":{b},"l":{c},"c":{d},"v":{v},"n":1,"vw":{d}}}'
            for at, a, b, c, d, v in rows
            if since <= at <= until
        ][: int(request.query["limit"])]
        return raw(f'{{"bars":[{",".join(found)}],"symbol":"AAPL","next_page_token":null}}')


@dataclass
class TwelveData(Priced):
    """quote, price and time_series. Errors come with a good status."""

    is_open: bool = True

    def routes(self) -> Mapping[str, Answer]:
        return {
            "/quote": self.quotes,
            "/price": self.price,
            "/time_series": self.series,
            "/stocks": self.stocks,
        }

    async def stocks(self, request: web.Request) -> web.Response:
        name = request.query["symbol"]
        rows = [{"symbol": name, "name": "Apple Inc.", "currency": "USD", "exchange": "NASDAQ"}]
        return web.json_response({"data": rows if name in self.prices else [], "status": "ok"})

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") == f"apikey {KEY}":
            return None
        body = {"code": 401, "message": "**apikey** parameter is incorrect", "status": "error"}
        return web.json_response(body)

    async def quotes(self, request: web.Request) -> web.Response:
        return self._refused(request) or self._several(request, self._quote)

    async def price(self, request: web.Request) -> web.Response:
        return self._refused(request) or self._several(
            request, lambda name: f'{{"price":"{self.prices[name]}"}}'
        )

    def _several(self, request: web.Request, say: Callable[[str], str]) -> web.Response:
        names = request.query["symbol"].split(",")
        error = '{"code":404,"message":"**symbol** is missing or invalid","status":"error"}'
        told = {name: say(name) if name in self.prices else error for name in names}
        if len(names) == 1:
            return raw(told[names[0]])
        return raw("{" + ",".join(f'"{name}":{body}' for name, body in told.items()) + "}")

    def _quote(self, name: str) -> str:
        currency = '"currency":"USD",' if "/" not in name else ""
        return (
            f'{{"symbol":"{name}","name":"A name","exchange":"NASDAQ","mic_code":"XNGS",{currency}'
            f'"datetime":"{self.at:%Y-%m-%d}","timestamp":{seconds(self.at) - 20000},'
            f'"last_quote_at":{seconds(self.at) // 60 * 60},"open":"1","high":"1","low":"1",'
            f'"close":"{self.prices[name]}","volume":"1000","is_market_open":{str(self.is_open).lower()}}}'
        )

    async def series(self, request: web.Request) -> web.Response:
        since, until = (
            datetime.fromisoformat(request.query[name] + "+00:00") for name in ("start_date", "end_date")
        )
        values = [
            {"datetime": f"{at:%Y-%m-%d %H:%M:%S}", "open": a, "high": b, "low": c, "close": d, "volume": v}
            for at, a, b, c, d, v in self.rows.get(request.query["symbol"], ())
            if since <= at <= until
        ]
        return web.json_response({"meta": {"symbol": "AAPL"}, "values": values, "status": "ok"})


@dataclass
class Finnhub(Priced):
    """quote: the last trade. What it does not know costs nothing at no time."""

    not_bought: set[str] = field(default_factory=set)

    def routes(self) -> Mapping[str, Answer]:
        return {"/quote": self.quote, "/stock/profile2": self.profile}

    async def profile(self, request: web.Request) -> web.Response:
        if request.query["symbol"] not in self.prices:
            return web.json_response({})
        return web.json_response(
            {
                "country": "US",
                "currency": "USD",
                "exchange": "NASDAQ NMS - GLOBAL MARKET",
                "finnhubIndustry": "Technology",
                "name": "Apple Inc",
                "ticker": request.query["symbol"],
            }
        )

    async def quote(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Finnhub-Token") != KEY:
            return web.json_response({"error": "Invalid API key."}, status=401)
        if request.query["symbol"] in self.not_bought:
            return web.json_response({"error": "You don't have access to this resource."}, status=403)
        last = self.prices.get(request.query["symbol"], "0")
        at = seconds(self.at) if last != "0" else 0
        return raw(f'{{"c":{last},"d":null,"dp":null,"h":0,"l":0,"o":0,"pc":0,"t":{at}}}')


@dataclass
class AlphaVantage(Priced):
    """GLOBAL_QUOTE and CURRENCY_EXCHANGE_RATE behind one path; too much is told in a good answer."""

    rates: dict[tuple[str, str], tuple[str, str, str]] = field(
        default_factory=lambda: {
            ("EUR", "USD"): ("1.08510", "1.08505", "1.08515"),
            ("XAU", "USD"): ("2650.1", "2650.0", "2650.2"),
        }
    )
    spent: bool = False

    def routes(self) -> Mapping[str, Answer]:
        return {"/query": self.query}

    async def query(self, request: web.Request) -> web.Response:
        given = request.query
        if self.spent:
            return web.json_response(
                {"Information": "We have detected your API key as ... 25 requests per day."}
            )
        if given.get("apikey") != KEY:
            return web.json_response({"Error Message": "the parameter apikey is invalid or missing."})
        if given["function"] == "CURRENCY_EXCHANGE_RATE":
            return self._rate(given["from_currency"], given["to_currency"])
        if given["function"] == "OVERVIEW":
            company = {"Name": "Apple Inc.", "Sector": "TECHNOLOGY", "Industry": "None", "Exchange": "NASDAQ"}
            return web.json_response(company if given["symbol"] in self.prices else {})
        if given["function"] == "GLOBAL_QUOTE":
            last = self.prices.get(given["symbol"])
            quote = {
                "01. symbol": given["symbol"],
                "05. price": last,
                "06. volume": "1000",
                "07. latest trading day": f"{self.at:%Y-%m-%d}",
            }
            return web.json_response({"Global Quote": quote if last else {}})
        days = {
            f"{at:%Y-%m-%d}": {"1. open": a, "2. high": b, "3. low": c, "4. close": d, "5. volume": v}
            for at, a, b, c, d, v in self.rows.get(given["symbol"], ())
        }
        return web.json_response({"Meta Data": {}, "Time Series (Daily)": days})

    def _rate(self, base: str, quote: str) -> web.Response:
        known = self.rates.get((base, quote))
        if known is None:
            return web.json_response({"Error Message": "Invalid API call."})
        last, bid, ask = known
        return web.json_response(
            {
                "Realtime Currency Exchange Rate": {
                    "1. From_Currency Code": base,
                    "3. To_Currency Code": quote,
                    "5. Exchange Rate": last,
                    "6. Last Refreshed": f"{self.at:%Y-%m-%d %H:%M:%S}",
                    "7. Time Zone": "UTC",
                    "8. Bid Price": bid,
                    "9. Ask Price": ask,
                }
            }
        )


@dataclass
class Yahoo(Priced):
    """The chart of one name: what it costs, and candles as columns."""

    currency: str = "USD"

    def routes(self) -> Mapping[str, Answer]:
        return {"/v8/finance/chart/{name}": self.chart}

    async def chart(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self.prices and name not in self.rows:
            body = {"chart": {"result": None, "error": {"code": "Not Found", "description": "No data found"}}}
            return web.json_response(body, status=404)
        given = request.query
        since, until = int(given.get("period1", "0")), int(given.get("period2", str(2**40)))
        rows = [row for row in self.rows.get(name, ()) if since <= seconds(row[0]) < until]
        columns = ",".join(
            f'"{title}":[{",".join(str(row[place]) for row in rows)}]'
            for place, title in enumerate(("open", "high", "low", "close", "volume"), start=1)
        )
        return raw(
            f'{{"chart":{{"result":[{{"meta":{{"currency":"{self.currency}","symbol":"{name}",'
            f'"regularMarketTime":{seconds(self.at)},"regularMarketPrice":{self.prices.get(name, "1")},'
            f'"regularMarketVolume":1000}},"timestamp":[{",".join(str(seconds(row[0])) for row in rows)}],'
            f'"indicators":{{"quote":[{{{columns}}}]}}}}],"error":null}}}}'
        )
