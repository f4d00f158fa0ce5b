export const usage = `Usage: dual-rum-console [options]

CloudWatch RUM and Cognito identity pools on 127.0.0.1, for development and tests, and a page that shows what arrives.

Options:
  --port <number>    port to listen on; default: the config's, or a free one
  --config <file>    JSON with app monitors, roles, identity pools and so on: the options of startConsole
  --identity-events <folder>
                     files of @dual-rum/identity-events, for the page
  --quiet            print the URL and refused writes only
  --version          print the version
  --help             print this
`;
