/**
 * The examples of the README.
 */
package com.example.readme;
