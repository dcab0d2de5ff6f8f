// A file as the contract takes it. Photos are shrunk to 2 megapixels on the device; what else they carry is dropped with the re-encoding.
export interface Sent {
  name: string;
  type: string;
  base64: string;
}

const pixels = 2_000_000;

async function shrink(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/') || typeof createImageBitmap !== 'function') return file;
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap || bitmap.width * bitmap.height <= pixels) return file;
  const scale = Math.sqrt(pixels / (bitmap.width * bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.85));
}

export async function readFile(file: File): Promise<Sent> {
  const blob = await shrink(file);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return { name: file.name, type: blob.type || 'application/octet-stream', base64: btoa(binary) };
}
