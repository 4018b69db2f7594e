/** The keys of an instance in the matrix. */
export const keysOf = (instanceId: string) => ({
  publishable: `pk_matrix_${instanceId}`,
  secret: `sk_matrix_${instanceId}`,
})
