/** The options of {@link startPlanetScale}. */
export interface PlanetScaleOptions {
  /**
   * The loopback port to listen on; 0 picks a free one.
   * @default 0
   */
  readonly port?: number;
  /**
   * The user in the URL; error messages name it as the caller.
   * @default 'local'
   */
  readonly user?: string;
  /**
   * The password in the URL.
   * @default 'local'
   */
  readonly password?: string;
  /**
   * The milliseconds after its BEGIN at which a transaction is ended, as PlanetScale does.
   * @default 20_000
   */
  readonly transactionTimeoutMs?: number;
  /**
   * The most bytes that a request's body may have; the default is gRPC's limit in Vitess.
   * @default 16_777_216
   */
  readonly maxBodyBytes?: number;
}
