/** Is what {@link startPlanetScale} may be told. */
export interface PlanetScaleOptions {
  /**
   * Is the loopback port to listen on; 0 takes a free one.
   * @default 0
   */
  readonly port?: number;
  /**
   * Is the user of the URL; error messages name it as the caller.
   * @default 'local'
   */
  readonly user?: string;
  /**
   * Is the password of the URL.
   * @default 'local'
   */
  readonly password?: string;
  /**
   * Ends a transaction this many milliseconds after its BEGIN, as PlanetScale does.
   * @default 20_000
   */
  readonly transactionTimeoutMs?: number;
  /**
   * Refuses a request whose body has more bytes; the default is gRPC's limit in Vitess.
   * @default 16_777_216
   */
  readonly maxBodyBytes?: number;
}
