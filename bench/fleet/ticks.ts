/** The planner's ticks so far, and how many of them took no longer than 150 ms. */
export async function tickSeconds(metricsUrl: string): Promise<{ readonly within: number; readonly all: number }> {
  const text = await (await fetch(metricsUrl)).text();
  const bucket = (le: string): number =>
    Number(
      new RegExp(`^muster_campaign_tick_seconds_bucket\\{.*le="${le}".*\\} (\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN,
    );
  return { within: bucket('0.15'), all: bucket('\\+Inf') };
}
