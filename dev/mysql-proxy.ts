export { type MySqlProxy, startMySqlProxy } from './mysql-proxy/server.ts';
