/**
 * The signatures that count (FAPI 2.0 Security Profile, 5.4.1; RFC 8725). No `none`, nothing with a
 * shared secret, no RSA with PKCS #1 v1.5. `Ed25519` is the fully specified name of EdDSA (RFC
 * 9864).
 */
export const SIGNING_ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'Ed25519'] as const;
