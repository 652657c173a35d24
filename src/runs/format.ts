/** A duration for a person: "12 ms", "0.42 s", "3 min 05 s". */
export function seconds(value: number): string {
  if (value < 0.0995) return `${(value * 1000).toFixed(value < 0.00995 ? 1 : 0)} ms`;
  if (value < 59.95) return `${value.toFixed(value < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** An amount of bytes for a person, in powers of 1000: "820 B", "1.2 GB". */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let amount = value;
  let unit = 0;
  for (; amount >= 999.5 && unit < units.length - 1; unit++) amount /= 1000;
  return `${unit === 0 ? amount : amount.toFixed(amount < 9.95 ? 1 : 0)} ${units[unit]}`;
}

/** A factor: "1.9×". */
export function times(value: number): string {
  return `${value.toFixed(value < 9.95 ? 1 : 0)}×`;
}
