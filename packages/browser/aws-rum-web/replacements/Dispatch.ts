/** Does nothing: the transport sends. */
export class Dispatch {
  enable(): void {
    // Nothing is sent from here.
  }
  disable(): void {
    // Nothing is sent from here.
  }
}
