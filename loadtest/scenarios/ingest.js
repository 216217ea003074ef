import { check } from "k6";
import { Counter } from "k6/metrics";
import { any, SOURCE, send } from "../client.js";

const accepted = new Counter("events_accepted");
const ROWS = 25;
/** One batch in so many carries a criminal case: the level 风险爆发, and so an alert for the inbox. */
const CRIMINAL_EVERY = 10;

/** A data source sends a batch of complaints, and now and then of court cases. */
export function ingest(data) {
  const isJudicial = __ITER % 4 === 3;
  const kind = isJudicial ? "judicial" : "complaint";
  const events = Array.from({ length: ROWS }, (_, row) => makeEvent(data, kind, row));
  const response = send(kind, events);
  const isRight = check(response, {
    "ingest answers 200": ({ status }) => status === 200,
    "every row is accepted": (answer) => answer.status === 200 && answer.json("accepted") === ROWS,
  });
  if (isRight) accepted.add(ROWS);
}

function makeEvent(data, kind, row) {
  const firm = any(data.firms);
  return {
    id: `${data.run}-${__VU}-${__ITER}-${row}`,
    source: SOURCE,
    type: kind === "judicial" ? "judicial.filed" : "complaint.received",
    time: new Date().toISOString(),
    subject: firm.code ? { code: firm.code, name: firm.name } : { name: firm.name },
    district: firm.district,
    simulated: true,
    data: kind === "judicial" ? courtCase(row) : complaint(row),
  };
}

function courtCase(row) {
  const isCriminal = row === 0 && Math.random() < 1 / CRIMINAL_EVERY;
  return {
    stage: isCriminal ? "criminal-filed" : "filed",
    cause: isCriminal ? "非法吸收公众存款" : "买卖合同纠纷",
    role: "defendant",
  };
}

function complaint(row) {
  return {
    channel: "12345",
    title: "到期不兑付",
    text: "投诉人称理财产品到期后无法兑付本金，多次联系未果。",
    amount: `${10_000 + row * 1000}.00`,
    people: 1,
  };
}
