import * as tables from 'authjs-drizzle-mysql/schema';
import { connect } from './driver.ts';

/** A site that has the basic tables, and everything to make its own. */
export const open = (url: string) => ({ db: connect(url), ...tables });
