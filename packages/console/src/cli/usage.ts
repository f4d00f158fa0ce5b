export const usage = `Usage: dual-rum-console [options]
       dual-rum-console import <file...> --data <folder> [--monitor <name>]
       dual-rum-console export --data <folder> [--to <file>]
       dual-rum-console doctor <url of the app>

CloudWatch RUM and Cognito identity pools on 127.0.0.1, for development and tests, and a page that shows what arrives.

Options:
  --port <number>    port to listen on; default: the config's, or a free one
  --config <file>    JSON with app monitors, roles, identity pools and so on: the options of startConsole
  --identity-events <folder>
                     files of @dual-rum/identity-events, for the page
  --data <folder>    keep events in this folder across restarts; default: in memory only
  --max-days <n>     days that they are kept there; default 365
  --max-megabytes <n>
                     megabytes of Parquet that are kept there; default 2000
  --quiet            print the URL and refused writes only
  --version          print the version
  --help             print this

import reads what CloudWatch RUM writes to CloudWatch Logs, exported as JSON, one event a line; .gz is unpacked.
  --monitor <name>   the app monitor that the events are of, which an export does not say
export writes the same, of all events in the folder.
  --to <file>        default: standard output

doctor opens an app in a browser and says what is wrong with its set-up: see doctor --help.
`;
