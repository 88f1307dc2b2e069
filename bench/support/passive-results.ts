import type { Service } from "../../src/model/objects.ts";
import { createRandom } from "../../test/support/random.ts";
import { MIXED_TEMPLATES, perfdataSource } from "./perfdata-kinds.ts";
import type { Pace } from "./paced-requests.ts";

const BATCH = 50;
const METRICS_PER_RESULT = 3;

/** Passive results with three values each, by the API, of one service after the other. */
export function passiveResults(
  url: string,
  token: string,
  services: readonly Pick<Service, "hostId" | "serviceId">[],
  valuesPerSecond: number,
): Pace {
  const random = createRandom(3);
  const share = (): number => random.between(0, 2 ** 30) / 2 ** 30;
  const sources = MIXED_TEMPLATES.map((template) => perfdataSource(template, share));
  return {
    name: `${valuesPerSecond} values a second as passive results`,
    perSecond: valuesPerSecond / METRICS_PER_RESULT / BATCH,
    waitsForDisk: true,
    async send(n) {
      const places = Array.from({ length: BATCH }, (_, at) => (n * BATCH + at) % services.length);
      const response = await fetch(`${url}/centreon/api/latest/monitoring/resources/submit`, {
        method: "POST",
        headers: { "X-AUTH-TOKEN": token },
        body: JSON.stringify({
          resources: places.map((place) => ({
            type: "service",
            id: services[place]!.serviceId,
            parent: { id: services[place]!.hostId },
            status: 0,
            output: `OK - result ${n}`,
            performance_data: sources[place % sources.length]!(),
          })),
        }),
      });
      await response.arrayBuffer();
      return response.status;
    },
  };
}
