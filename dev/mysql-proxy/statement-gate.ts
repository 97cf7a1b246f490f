import { Transform, type TransformCallback } from 'node:stream';
import { statementIn } from './packet.ts';

/** A gate that passes on a client's packets one by one, asking about each statement first. */
export class StatementGate extends Transform {
  readonly #mayPass: (statement: string) => boolean;
  #pending = Buffer.alloc(0);

  constructor(mayPass: (statement: string) => boolean) {
    super();
    this.#mayPass = mayPass;
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    for (let packet = this.#takePacket(); packet; packet = this.#takePacket()) {
      const statement = statementIn(packet);
      if (statement === undefined || this.#mayPass(statement)) this.push(packet);
    }
    done();
  }

  #takePacket(): Buffer | undefined {
    if (this.#pending.length < 4) return undefined;
    const end = 4 + this.#pending.readUIntLE(0, 3);
    if (this.#pending.length < end) return undefined;
    const packet = this.#pending.subarray(0, end);
    this.#pending = this.#pending.subarray(end);
    return packet;
  }
}
