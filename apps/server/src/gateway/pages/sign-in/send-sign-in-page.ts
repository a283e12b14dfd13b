import type { FastifyReply } from 'fastify';

/** No script, nothing from elsewhere, forms to us alone. */
export function sendSignInPage(reply: FastifyReply, status: number, text: string): FastifyReply {
  return (
    reply
      .status(status)
      .header('content-security-policy', SIGN_IN_POLICY)
      // Else a form has no Origin, which is all that older browsers say of where it comes from.
      .header('referrer-policy', 'same-origin')
      .type('text/html; charset=utf-8')
      .send(text)
  );
}

export const SIGN_IN_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'";
