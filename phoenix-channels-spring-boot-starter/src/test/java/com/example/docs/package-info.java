/**
 * The examples of the documents, each class named after its subject.
 */
package com.example.docs;
