import type { FastifyReply } from 'fastify';

/** No script, nothing from elsewhere, forms to us alone. */
export function sendSignInPage(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .status(status)
    .header('content-security-policy', SIGN_IN_POLICY)
    .type('text/html; charset=utf-8')
    .send(text);
}

export const SIGN_IN_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'";
