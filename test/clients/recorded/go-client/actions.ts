import { AN_HOUR_AGO, IN_AN_HOUR, NOW, query, firstId, type RecordedCall } from "../recorded-client.ts";
import { containing, date, error, exactly, members, orNull, rows, text, whole, yesOrNo } from "../shapes.ts";
import { details } from "./monitoring.ts";

const acknowledgement = members({
  id: whole,
  host_id: whole,
  author_id: whole,
  author_name: text,
  comment: text,
  is_sticky: yesOrNo,
  is_persistent_comment: yesOrNo,
  is_notify_contacts: yesOrNo,
  state: whole,
  type: whole,
  entry_time: date,
  deletion_time: orNull(date),
});
const downtime = members({
  id: whole,
  host_id: whole,
  author_id: orNull(whole),
  author_name: text,
  comment: text,
  is_fixed: yesOrNo,
  start_time: date,
  end_time: date,
  actual_start_time: orNull(date),
  actual_end_time: orNull(date),
  duration: whole,
  entry_time: date,
  deletion_time: orNull(date),
  poller_id: whole,
  is_cancelled: yesOrNo,
  is_started: yesOrNo,
});

const NEWEST = query({ limit: 100, sort_by: '{"id":"DESC"}' });
const DB = { type: "host", id: 12, parent: null };
const DISK = { type: "service", id: 21, parent: { id: 11 } };

export const ACTIONS: readonly RecordedCall[] = [
  {
    name: "acknowledge a host",
    request: "POST /monitoring/resources/acknowledge",
    body: {
      resources: [DB],
      acknowledgement: {
        comment: "go-ack",
        is_notify_contacts: false,
        is_persistent_comment: false,
        is_sticky: true,
      },
    },
    status: 204,
  },
  {
    name: "see the acknowledgement in the list of the host",
    request: `GET /monitoring/hosts/12/acknowledgements${NEWEST}`,
    status: 200,
    reads: rows(acknowledgement),
    keeps: { acknowledgement: firstId },
  },
  {
    name: "see the acknowledgement in the details",
    request: "GET /monitoring/resources/hosts/12",
    status: 200,
    reads: members({ ...details, acknowledged: exactly(true) }),
  },
  {
    name: "list acknowledgements",
    request: "GET /monitoring/acknowledgements",
    status: 200,
    reads: rows(acknowledgement),
  },
  {
    name: "read one acknowledgement",
    request: "GET /monitoring/acknowledgements/{acknowledgement}",
    status: 200,
    reads: acknowledgement,
  },
  {
    name: "cancel the acknowledgement of the host",
    request: "DELETE /monitoring/hosts/12/acknowledgements",
    status: 204,
  },
  {
    name: "acknowledge a host by its own route",
    request: "POST /monitoring/hosts/12/acknowledgements",
    body: {
      comment: "own route",
      is_notify_contacts: false,
      is_persistent_comment: true,
      is_sticky: true,
      with_services: true,
    },
    status: 204,
  },
  {
    name: "acknowledge a service by its own route",
    request: "POST /monitoring/hosts/11/services/21/acknowledgements",
    body: { comment: "own route", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true },
    status: 204,
  },
  {
    name: "list the acknowledgements of the service",
    request: "GET /monitoring/hosts/11/services/21/acknowledgements",
    status: 200,
    reads: rows(acknowledgement),
  },
  {
    name: "cancel the acknowledgement of the service",
    request: "DELETE /monitoring/hosts/11/services/21/acknowledgements",
    status: 204,
  },
  {
    name: "set a downtime",
    request: "POST /monitoring/resources/downtime",
    body: {
      resources: [DB],
      downtime: { comment: "go-down", start_time: AN_HOUR_AGO, end_time: IN_AN_HOUR, is_fixed: true, duration: 3600 },
    },
    status: 204,
  },
  {
    name: "see the downtime in the list of the host",
    request: `GET /monitoring/hosts/12/downtimes${NEWEST}`,
    status: 200,
    reads: rows(downtime),
    keeps: { downtime: firstId },
  },
  { name: "list downtimes", request: "GET /monitoring/downtimes", status: 200, reads: rows(downtime) },
  { name: "read one downtime", request: "GET /monitoring/downtimes/{downtime}", status: 200, reads: downtime },
  { name: "cancel the downtime", request: "DELETE /monitoring/downtimes/{downtime}", status: 204 },
  {
    name: "cancel it again, and read why not",
    request: "DELETE /monitoring/downtimes/{downtime}",
    status: 500,
    reads: error(500, "already cancelled"),
  },
  {
    name: "set a downtime on a host by its own route",
    request: "POST /monitoring/hosts/12/downtimes",
    body: {
      comment: "own route",
      start_time: AN_HOUR_AGO,
      end_time: IN_AN_HOUR,
      is_fixed: true,
      duration: 3600,
      with_services: false,
    },
    status: 204,
  },
  {
    name: "set a downtime on a service by its own route",
    request: "POST /monitoring/hosts/11/services/21/downtimes",
    body: { comment: "own route", start_time: AN_HOUR_AGO, end_time: IN_AN_HOUR, is_fixed: true, duration: 3600 },
    status: 204,
  },
  {
    name: "list the downtimes of the service",
    request: "GET /monitoring/hosts/11/services/21/downtimes",
    status: 200,
    reads: rows(downtime),
  },
  {
    // Before the forced check, whose own result may come at any time.
    name: "submit a result",
    request: "POST /monitoring/resources/submit",
    body: { resources: [{ ...DISK, status: 2, output: "go-submit" }] },
    status: 204,
  },
  {
    name: "see the result",
    request: "GET /monitoring/resources/hosts/11/services/21",
    status: 200,
    reads: members({ ...details, information: containing("go-submit") }),
    isRepeated: true,
  },
  {
    name: "check",
    request: "POST /monitoring/resources/check",
    body: { resources: [DB, DISK], check: { is_forced: true } },
    status: 204,
  },
  {
    name: "check something that is not there",
    request: "POST /monitoring/resources/check",
    body: { resources: [{ type: "host", id: 999_999, parent: null }], check: { is_forced: true } },
    status: 204,
  },
  {
    name: "check nothing",
    request: "POST /monitoring/resources/check",
    body: { resources: [], check: { is_forced: true } },
    status: 204,
  },
  {
    name: "learn that null is no list",
    request: "POST /monitoring/resources/check",
    body: { resources: null, check: { is_forced: true } },
    status: 500,
    reads: error(500, "[resources] NULL value found, but an array is required"),
  },
  {
    name: "learn that the flat form is none",
    request: "POST /monitoring/resources/acknowledge",
    body: { resources: [DB], comment: "flat" },
    status: 500,
    reads: error(500, "is required"),
  },
  {
    name: "comment",
    request: "POST /monitoring/resources/comments",
    body: {
      resources: [
        { ...DB, comment: "go-comment", date: NOW },
        { ...DISK, comment: "go-comment", date: NOW },
      ],
    },
    status: 204,
  },
];
