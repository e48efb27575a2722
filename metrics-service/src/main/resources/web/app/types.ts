/** Answers of the two services, as far as the console reads them. Days are texts (2020-05-28), instants RFC 3339. */

export type Status =
  | "OVERDUE"
  | "CRITICAL"
  | "BEHIND"
  | "UNKNOWN"
  | "WATCH"
  | "ON_TRACK"
  | "NOT_STARTED"
  | "DONE_UNVERIFIED"
  | "VERIFIED";

export interface Count {
  subjects: number;
  persons: number;
}

export type Measures = Record<string, Record<string, Count>>;

export interface UnitFigures {
  code: string;
  name: string;
  nameZh: string;
  level: string;
  asOf: string;
  freshness: { effectiveThrough: string | null; snapshot: number; lag: number | null };
  measures: Measures;
}

export interface Measure {
  id: string;
  family: string;
  unit: "PERSONS" | "SUBJECTS";
  scope: string[];
  done: string[];
  name: { en?: string; zh?: string } | null;
}

export interface MetricsOverview {
  campaign: { id: string; name: { en?: string; zh?: string } | null; start: string; end: string | null; timeZone: string };
  measures: Measure[];
  wider: UnitFigures[];
  counties: UnitFigures[];
}

export interface BecausePart {
  kind: string;
  amount: number | null;
  units?: { code: string; name: string; amount: number }[];
}

/** Against one version of a plan; paces are a week. */
export interface Reading {
  version: number;
  start: string;
  due: string;
  status: Status;
  scope: number;
  done: number;
  remaining: number;
  planned: number;
  gap: number;
  minimumGap: number;
  spiT: number | null;
  lagDays: number;
  paceNeeded: number | null;
  paceObserved: number;
  eta: string | null;
  requiredRatio: number | null;
  ratio: number | null;
  dispersion: number | null;
  probabilityOnTime: number | null;
  likelyBy: string | null;
  almostCertainBy: string | null;
}

/** What a list needs of a reading. */
export type Brief = Pick<
  Reading,
  "due" | "scope" | "done" | "remaining" | "planned" | "gap" | "lagDays" | "paceNeeded" | "paceObserved" | "probabilityOnTime"
>;

export interface Standing {
  plan: string;
  measure: string;
  status: Status;
  firstApproved: Status;
  silent: boolean;
  figures?: Brief & { because: BecausePart[] | null; lastWeek: number | null; watchlists: string[] | null };
}

export interface Reporting {
  lastReportAt: string | null;
  villagesReporting: number;
  villagesSilent: number;
  relapsed90d: number;
  liftedBefore: number;
  fallingBack: Status;
  /** How often one that had fallen back was lifted again within 90 days; null if unknown. */
  liftedAgain90d: number | null;
  atRisk: number;
  register: number;
  /** Whether these are fewer than 1 % of the register, or more than 10 %. */
  atRiskUnlikely: boolean;
  lateShare7d: number | null;
}

export interface UnitStanding {
  code: string;
  level: string;
  name: string;
  nameZh: string;
  province?: string;
  status?: Status;
  silent: boolean;
  statuses: Record<string, Status>;
  standings: Standing[];
  reporting?: Reporting;
}

export interface FiringAlert {
  alert: string;
  unit: string;
  measure: string;
  rule: string;
  severity: string;
  since: string | null;
  takenOnBy: string | null;
}

export interface AlertOverview {
  day: string | null;
  provisional: boolean;
  freshness: Freshness;
  wider: UnitStanding[];
  counties: UnitStanding[];
  history: { day: string; counties: Partial<Record<Status, number>> }[];
  alerts: FiringAlert[];
}

export interface Freshness {
  evaluatedThrough: string | null;
  evaluatedAt: string | null;
}

export interface PlanVersion {
  version: number;
  start: string;
  due: string;
  interpolation: "linear" | "step";
  milestones: { date: string; fraction: number }[];
  approvedBy: string | null;
  approvedOn: string;
  reason: string | null;
}

export interface Assessment {
  plan: string;
  measure: string;
  day: string;
  status: Status;
  silent: boolean;
  inForce: Reading;
  firstApproved: Reading;
  bounds: { lower: Status; upper: Status; lowerDone: number; upperDone: number } | null;
  because: BecausePart[];
  windows: number[];
  fallenBack: number;
  watchlists: string[];
}

export interface PlanOutlook {
  plan: string;
  measure: string;
  unit: "persons" | "subjects";
  mandatory: boolean;
  inForce: PlanVersion;
  firstApproved: PlanVersion;
  assessment: Assessment;
  fan: { probabilities: number[]; points: { day: string; done: number[] }[] } | null;
}

export interface ExitGate {
  name: string;
  rate: number | null;
  bound: number | null;
  limit: number;
  result: "PASSED" | "LETTER_ONLY" | "FAILED" | "NO_DATA";
}

export interface Outlook {
  code: string;
  level: string;
  name: string;
  nameZh: string;
  province: string | null;
  day: string | null;
  provisional: boolean;
  freshness: Freshness;
  status: Status | null;
  plans: PlanOutlook[];
  /** Whose figures gates and reporting are made of. */
  figuresOf: string | null;
  gates: ExitGate[];
  reporting: Reporting | null;
  /** As of the asked day; null for now. */
  alerts: Alert[] | null;
}

export interface Alert {
  alert: string;
  unit: { code: string; name: string; nameZh: string; level: string; province: string | null };
  measure: string | null;
  plan: string | null;
  rule: string;
  state: string;
  severity: string;
  status: Status | null;
  episode: number;
  since: string;
  day: string;
  evaluation: Pick<
    Reading,
    | "scope"
    | "done"
    | "remaining"
    | "planned"
    | "gap"
    | "spiT"
    | "lagDays"
    | "paceNeeded"
    | "paceObserved"
    | "requiredRatio"
    | "probabilityOnTime"
    | "eta"
  > | null;
  because: (BecausePart & { text: string })[];
  wouldDo: string | null;
  summary: string;
  provisional: boolean;
  data: string;
  suppression?: string[];
  acknowledgement?: { by: string; until: string; severity: string; reason: string } | null;
  silencedBy?: string[];
  inhibitedBy?: string[];
  escalation?: string | null;
}

export interface Transition extends Alert {
  sequence: number;
  transition: string;
  decidedAt: string;
  reason?: string | null;
  revised?: boolean;
}
