import * as tables from 'authjs-drizzle-mysql/schema/production';
import { connect } from './driver.ts';

/** A site that has the production tables. */
export const open = (url: string) => ({ db: connect(url), ...tables });
