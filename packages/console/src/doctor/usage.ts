export const usage = `Usage: dual-rum-console doctor <url of the app> [options]

Opens the app in a headless Chrome, watches what its SDK does, and says what is wrong with the set-up and how to mend it.
What the app sends to CloudWatch RUM and to identity pools at AWS is answered by a console of doctor's own: nothing reaches AWS.
An app that talks to a running console is left to it.

Options:
  --console <url>         a running console that the app is to talk to; sending to AWS is then a finding
  --config <file>         what is deployed, for the console of doctor's own: the options of startConsole, template included.
                          Without it the ids are taken from the app, and cannot be checked
  --wait <seconds>        how long to look at most; default 15. It ends sooner when all is well
  --show                  show the browser, to sign in and walk around; doctor ends when its window is closed
  --storage-state <file>  cookies and storage to begin with, as Playwright saves them: somebody is signed in
  --browser <path>        the program of Chrome or Chromium; default: CHROME_PATH, else the one on this machine
  --json                  print the findings as JSON
  --help                  print this

Exit status: 0 nothing is wrong, 1 there are findings, 2 the app cannot be looked at.
`;
