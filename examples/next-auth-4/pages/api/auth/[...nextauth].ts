import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { authOptions } from '../../../auth';

export default (req: NextApiRequest, res: NextApiResponse) => NextAuth(req, res, authOptions());
