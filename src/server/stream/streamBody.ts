/** A body that goes on until somebody ends it: what a stream's answer has in place of bytes. */
export interface StreamBody {
  /** Begins to write into `sink`. Returns what to call when the client has gone; twice is harmless. */
  connect(sink: StreamSink): () => void
}

/** One client of a stream, as the server at hand reaches it. None of its methods throws. */
export interface StreamSink {
  write(bytes: Uint8Array<ArrayBuffer>): void
  /** How many bytes have been written that the client has not taken yet. */
  backlog(): number
  /** Ends the answer once the client has taken everything. */
  end(): void
  /** Ends the connection at once: the client does not read, and would never take the rest. */
  drop(): void
}
