import Builder from "fast-xml-builder";
import type { CheckOutcome, CheckReport } from "../protocol/checkReport";

/**
 * Reports as a JUnit file: a suite a lab, a case a check. A check that failed is a `failure`, one that did not work an
 * `error`. Times in seconds.
 */
export function junit(reports: readonly CheckReport[]): string {
  const builder = new Builder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    format: true,
    suppressEmptyNode: true,
  });
  const all = reports.flatMap(({ checks }) => checks);
  const text = builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: { ...counts(all), testsuite: reports.map(suite) },
  });
  return withoutControls(text);
}

function suite({ lab, checks, run }: CheckReport) {
  return {
    "@name": lab.title,
    "@file": lab.file,
    "@timestamp": new Date(run.created).toISOString(),
    ...counts(checks),
    testcase: checks.map((check) => testcase(lab.title, lab.file, check)),
  };
}

function testcase(lab: string, file: string, check: CheckOutcome) {
  const { title, status, message = "", traceback, labLine, output, seconds } = check;
  const line = labLine === undefined ? {} : { "@line": String(labLine + 1) };
  const why = { "@message": message, "#text": traceback ?? message };
  return {
    "@classname": lab,
    "@name": title,
    "@file": file,
    ...line,
    "@time": seconds.toFixed(3),
    ...(status === "failed" && { failure: { "@type": "failed", ...why } }),
    ...(status === "errored" && { error: { "@type": "errored", ...why } }),
    ...(output && { "system-out": output }),
  };
}

function counts(checks: readonly CheckOutcome[]) {
  const count = (status: CheckOutcome["status"]) =>
    String(checks.filter((one) => one.status === status).length);
  return {
    "@tests": String(checks.length),
    "@failures": count("failed"),
    "@errors": count("errored"),
    "@time": checks.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
  };
}

/** XML 1.0 has no way to write most control characters, nor half a surrogate pair. */
function withoutControls(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
