declare namespace App {
  interface Locals {
    session: import('./auth').Session | null;
  }
}
