import { fenOf } from "#detectors/money";
import type { EventData, StreamEvent } from "#domain/event";

/** What the detectors know of the enterprise of a key; absent until a registration event said it. */
export interface SubjectFacts {
  name?: string;
  code?: string;
  financeKind?: string;
  industry?: string;
  establishedOn?: string;
  district?: string;
  /** Registered and paid-in capital, fen. */
  capital?: number;
  paidIn?: number;
  status?: string;
  licensed?: boolean;
}

/** Takes over what an event says of its enterprise. */
export function updateSubject(facts: SubjectFacts, event: StreamEvent): void {
  if (event.subjectName !== undefined && facts.name === undefined) facts.name = event.subjectName;
  if (event.district !== "000000") facts.district = event.district;
  if (event.kind !== "registration") return;
  const data = event.data as EventData["registration"];
  if (data.name !== undefined) facts.name = data.name;
  if (data.creditCode !== undefined) facts.code = data.creditCode;
  if (data.financeKind !== undefined) facts.financeKind = data.financeKind;
  if (data.industryCode !== undefined) facts.industry = data.industryCode;
  if (data.establishedOn !== undefined) facts.establishedOn = data.establishedOn;
  if (data.registeredCapital !== undefined) facts.capital = fenOf(data.registeredCapital);
  if (data.paidInCapital !== undefined) facts.paidIn = fenOf(data.paidInCapital);
  if (data.status !== undefined) facts.status = data.status;
  if (data.licences !== undefined) facts.licensed = data.licences.length > 0;
}
